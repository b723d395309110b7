package slip

// object is what is known of the keys of an object, in the order in which Candor
// writes them.
type object []key

// key is one key.
type key struct {
	name    string
	in      object // what is known of its value; nil: the keys in it are free
	foreign bool   // it has its meaning, which Candor does not read
}

// statement is an envelope: a Statement of in-toto (spec v1) with a predicate of
// our own. The keys of scope and params are free.
var statement = object{
	{name: "_type"},
	{name: "subject", in: resource},
	{name: "predicateType"},
	{name: "predicate", in: predicate},
}

// resource is a ResourceDescriptor of in-toto, with what derived_from adds.
var resource = object{
	{name: "name"},
	{name: "digest", in: digests},
	{name: "collected_at"},
	{name: "uri", foreign: true}, {name: "content", foreign: true}, {name: "downloadLocation", foreign: true},
	{name: "mediaType", foreign: true}, {name: "annotations", foreign: true},
}

// digests is a DigestSet of in-toto.
var digests = object{
	{name: "sha256"},
	{name: "sha1", foreign: true}, {name: "sha224", foreign: true}, {name: "sha384", foreign: true}, {name: "sha512", foreign: true},
	{name: "sha512_224", foreign: true}, {name: "sha512_256", foreign: true}, {name: "sha3_224", foreign: true}, {name: "sha3_256", foreign: true},
	{name: "sha3_384", foreign: true}, {name: "sha3_512", foreign: true}, {name: "shake128", foreign: true}, {name: "shake256", foreign: true},
}

var predicate = object{
	{name: "id"}, {name: "title"}, {name: "control"}, {name: "kind"},
	{name: "collector", in: object{{name: "id"}, {name: "run"}, {name: "by"}}},
	{name: "tool", in: object{{name: "name"}, {name: "version"}, {name: "format"}, {name: "db_updated_at"}}},
	{name: "command", in: object{{name: "argv"}, {name: "exit_code"}, {name: "env"}}},
	{name: "scope"},
	{name: "observed", in: object{{name: "from"}, {name: "to"}}},
	{name: "produced_at"}, {name: "collected_at"}, {name: "collected_at_source"}, {name: "recorded_at"}, {name: "valid_until"},
	{name: "event", in: object{{name: "type"}, {name: "key"}, {name: "at"}}},
	{name: "verdict"},
	{name: "coverage", in: object{{name: "examined"}, {name: "skipped"}, {name: "errors"}, {name: "truncated"}}},
	{name: "params"}, {name: "media_type"},
	{name: "redaction", in: object{{name: "policy"}, {name: "removed"}, {name: "sha256_before"}}},
	{name: "allowed_secrets", in: object{{name: "rule"}, {name: "why"}}},
	{name: "publish"}, {name: "audience"}, {name: "record"},
	{name: "attester", in: object{{name: "name"}, {name: "role"}}},
	{name: "derived_from", in: resource},
}
