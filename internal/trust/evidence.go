package trust

import (
	"time"

	"github.com/candor-site/candor/internal/dense"
	"github.com/candor-site/candor/internal/source"
)

// Evidence is one collected file with what its envelope and its format say.
type Evidence struct {
	ID        string
	Path      string      // of the file, relative to the site
	Span      source.Span // of the envelope's id, or of the file
	Title     string
	Digest    source.Digest // of the exact bytes
	Size      int64         // bytes
	Media     string        // media type
	Format    string        // id of the format, "" when unknown
	Record    string        // of manual evidence: document, attestation, drill, certificate, training, record
	Audience  string        // of the raw file; "" inherits the folder's
	Content   []byte        // the exact bytes, where Publish is set: UTF-8 text without secrets
	Beside    []Beside      // where Publish is set: the envelope and the signatures, as they are
	Manual    bool          // kept by people: documents, attestations, drills
	Publish   bool          // the raw file may be published
	Told      bool          // the envelope says that it may be published itself
	Tool      Tool
	Command   []string // argv
	Env       []string // names of the variables that it was given
	ExitCode  *int
	Collector string // id of what collected it, "" if unknown
	Run       string // identity of the collecting run, "" if unknown
	Scope     Scope
	Target    string // what was examined
	Version   string // version of what was examined
	Clocks    Clocks
	Verdict   Verdict
	Coverage  Coverage
	Params    map[string]any // normalised parameters, plain tree
	Events    []Event        // when the file is an event feed; newest first
	Event     *Event         // the event that the evidence belongs to
	Problems  []Problem
	Attester  *Attester
	Parents   []Parent // derived_from
	// Sources are the pieces that this one was joined from; files have none.
	Sources []*Evidence
	// Assurance is the weakest of the file and of all that it was derived from.
	Assurance Assurance
	Signers   []Signature // who signed the envelope or the record, verified
	// Body is the parsed file as a plain tree (map[string]any, []any, string,
	// int64, float64, bool, nil), or in few bytes as a *dense.Tree; Tree returns
	// it. Of a large file it holds what assertions read.
	Body any
}

// Tree returns the parsed file as a plain tree: what assertions read as ev.ID.
func (e *Evidence) Tree() any {
	if packed, ok := e.Body.(*dense.Tree); ok {
		return packed.Plain()
	}
	return e.Body
}

// EnvelopeSuffix ends the name of an envelope: that of the file it stands
// beside, and this.
const EnvelopeSuffix = ".evidence.json"

// Beside is a file that stands beside a piece of evidence.
type Beside struct {
	Suffix string // what its name adds to that of the evidence: .evidence.json
	Data   []byte
}

// Tool is the program that wrote a file.
type Tool struct {
	Name    string
	Version string
}

// Clocks are the times of a piece of evidence. They are never merged. A zero
// time is unknown. The fourth clock, when it was evaluated, is the instant of
// the build.
type Clocks struct {
	ObservedFrom    time.Time // when the tool looked
	ObservedTo      time.Time
	ProducedAt      time.Time // when the report was written
	CollectedAt     time.Time // what freshness counts from
	CollectedSource string    // where CollectedAt was read, such as document:/CreatedAt or envelope
	Precision       string    // second, minute, day
	Zone            Zone      // of CollectedAt
	RecordedAt      time.Time // when the envelope was made
	Existed         time.Time // the latest time at which the bytes are known to have existed already
	ExistedSource   string    // who knows: log, or the transparency log or timestamp authority
	ValidUntil      time.Time // may only shorten
	KnowledgeAt     time.Time // age of the tool's own database
	Conflict        string    // why two sources disagree, or ""
	Unknown         string    // why CollectedAt is zero, where more is known than that nothing says it; or ""
}

// Zone says how the zone of a time is known.
type Zone string

// The classes of zones.
const (
	ZoneStated Zone = "stated" // the source gives an offset, or counts from an epoch
	ZoneSite   Zone = "site"   // the source gives none; read in the zone of the site
	ZoneOldest Zone = "oldest" // the source gives none, and there is no site: the oldest instant that any offset allows
)

// Signature is a verified signature.
type Signature struct {
	Signer   string   // id of the signer in candor.yaml
	Person   bool     // a person, not a program
	Controls []string // the controls that the signer may vouch for; empty: all
	Form     string   // what the signature is called by: .sig, .dsse.json, .sigstore.json
	Base64   bool     // a detached signature that is written in Base64
	Key      string   // the public key in PEM, "" for an identity
	Scheme   string   // of the key: ed25519, ecdsa-p256, ecdsa-p384, rsa-pss
	Identity string   // who signed by an identity, and who vouches for it
	Issuer   string
}

// Coverage says how much was examined.
type Coverage struct {
	Known     bool // the format or the envelope says anything at all
	Examined  int64
	Skipped   int64
	Errors    int64
	Truncated bool
}

// Event is a happening that schedules wait for.
type Event struct {
	Type string // such as release
	Key  string // such as v4.2.0
	At   time.Time
	Day  bool // only the day is known: At is its start
}

// Record is one entry in the body of evidence: a training that somebody
// completed, an account of an inventory.
type Record struct {
	Key  string    // what names it, "" when nothing was asked for
	At   time.Time // zero when it has none
	Day  bool      // only the day is known: At is its start
	Item any       // the entry itself
}

// Found are the records of a body.
type Found struct {
	Records  []Record // in the order of the file
	Nameless int      // entries that lack the key
	Why      string   // why the records cannot be told, or ""
}

// Finder finds records in the body of evidence, in the order of the file. Times
// without a zone are those of the site's.
type Finder interface {
	Find(body any, zone *time.Location) Found
}

// Problem is something that a format noticed in a file.
type Problem struct {
	Code    string
	Message string
}

// Attester is the person who stands behind manual evidence.
type Attester struct {
	Name string
	Role string
}

// Parent is evidence that another piece was derived from.
type Parent struct {
	Name        string
	Digest      source.Digest
	CollectedAt time.Time
}

// LogEntry is one line of evidence/log.jsonl: one recording.
type LogEntry struct {
	Span        source.Span
	ID          string
	Digest      source.Digest
	CollectedAt time.Time
	RecordedAt  time.Time
	Verdict     Verdict
	Coverage    Coverage
	Tool        Tool
	Scope       Scope
	Target      string // what was examined; "" where the line does not say
	// Failed says why the run collected nothing, such as "exit code 2"; "" for a
	// recording. A failed run has neither a digest nor a time of collection.
	Failed  string
	Version string         // version of what was examined, "" when the line does not say
	Params  map[string]any // normalised parameters, nil when the line has none
}

// NewestOfEach returns, of the pieces that have the same key, the one that was
// collected last, in the order in which the keys first occur. The first of two
// that were collected at the same time counts.
func NewestOfEach(pieces []*Evidence, key func(*Evidence) string) []*Evidence {
	var out []*Evidence
	at := map[string]int{}
	for _, e := range pieces {
		k := key(e)
		switch i, seen := at[k]; {
		case !seen:
			at[k] = len(out)
			out = append(out, e)
		case e.Clocks.CollectedAt.After(out[i].Clocks.CollectedAt):
			out[i] = e
		}
	}
	return out
}
