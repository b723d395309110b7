package diag

// Codes about evidence: files, envelopes, formats, states.
const (
	EvidenceUnknown   Code = "evidence-unknown"
	EvidenceDuplicate Code = "evidence-duplicate"
	EvidenceNotPulled Code = "evidence-not-pulled"
	EnvelopeInvalid   Code = "envelope-invalid"
	EnvelopeDigest    Code = "envelope-digest"
	EnvelopeOrphan    Code = "envelope-orphan"
	SignatureInvalid  Code = "signature-invalid"
	SignerInvalid     Code = "signer-invalid"
	LogInvalid        Code = "log-invalid"
	LogMismatch       Code = "log-mismatch"
	FormatInvalid     Code = "format-invalid"
	FormatUnknown     Code = "format-unknown"
	EventUnknown      Code = "event-unknown"
	CollectorInvalid  Code = "collector-invalid"
	SecretFound       Code = "secret-found"
	JoinInvalid       Code = "join-invalid"
	JoinFailed        Code = "join-failed"
	LabelMissing      Code = "label-missing"
	FreshnessGoal     Code = "freshness-goal"
	StateContradicted Code = "state-contradicted"
	StateExpired      Code = "state-expired"
	StateMissing      Code = "state-missing"
	StateStale        Code = "state-stale"
	StateUndetermined Code = "state-undetermined"
)

var evidenceCodes = []Info{
	{EvidenceUnknown, "a control needs evidence that does not exist", "The id names no file below evidence/. Correct it, or collect the evidence."},
	{EvidenceNotPulled, "the bucket that holds the evidence was not copied", "Copy it with candor evidence pull, or correct its address in candor.yaml."},
	{EvidenceDuplicate, "two pieces of evidence have one id and one scope", "Give them different scopes in their envelopes, or remove one."},
	{EnvelopeInvalid, "an envelope is malformed", "An envelope is an in-toto Statement beside its file, with times in RFC 3339 with an offset."},
	{EnvelopeDigest, "a file does not match its envelope", "The bytes changed after they were recorded. Record the evidence again; never edit it."},
	{EnvelopeOrphan, "an envelope has no file", "The file that it describes is gone, or has another name."},
	{SignatureInvalid, "a signature of evidence is not right", "It was made over other bytes or with another key, or it is damaged. The evidence is not used until it is signed again."},
	{SignerInvalid, "the key of a signer cannot be used", "Signers stand in candor.yaml with a public key in PEM: Ed25519, ECDSA over P-256 or P-384, or RSA of at least 2048 bits."},
	{LogInvalid, "the evidence log is malformed", "log.jsonl holds one JSON object per line and is only ever appended to."},
	{LogMismatch, "the log and the evidence disagree", "log.jsonl says what was recorded. A file that was replaced by hand, or is gone, is not what was recorded last: record it again."},
	{FormatInvalid, "an evidence format is malformed", "Formats are YAML files that say how a tool's output is recognised and read."},
	{FormatUnknown, "an evidence file has no known format", "It still counts as evidence through its envelope, but yields no verdict of its own."},
	{EventUnknown, "an event does not exist", "Events are declared in candor.yaml under events."},
	{CollectorInvalid, "a collector cannot be run as it is declared", "evidence/collectors.yaml says which programs collect evidence; docs/collect.md says what a collector may hold."},
	{SecretFound, "a file holds what looks like a secret", "Have the secret replaced where it is valid, and remove it from the file: redact the field, or allow the rule with a reason where it is no secret."},
	{JoinInvalid, "a join of evidence is malformed", "A join names the evidence that it is made of, and reads nothing else; no join is made of itself."},
	{JoinFailed, "a join of evidence could not be made", "An expression does not fit the evidence that it reads. Correct it, or guard it with has()."},
	{LabelMissing, "items of evidence have no label", "Add them to the map in evidence/labels.yaml, tag them at their source, or say that they may go without (unlabelled: ignore)."},
	{FreshnessGoal, "evidence was fresh for less of the time than the site wants", "The goal stands in candor.yaml (freshness.goal). Collect the evidence more often, or without gaps."},
	{StateContradicted, "evidence contradicts a claim", "The organisation does not do what the page says. Correct the value, mend the system, or record an exception with a reason and a date."},
	{StateExpired, "the evidence of a control has expired", "Collect it again."},
	{StateMissing, "the evidence of a control is missing", "Collect it, or drop the claim."},
	{StateStale, "the evidence of a control is stale", "Collect it again before it expires."},
	{StateUndetermined, "a control cannot be judged", "Its evidence is undated, incomplete, from the future, or in conflict with itself."},
}
