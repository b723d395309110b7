package twin

import "github.com/candor-site/candor/internal/disclose"

// madeJSON is how a piece of evidence was made.
type madeJSON struct {
	File        string       `json:"file" jsonschema:"name of the file as it was collected"`
	Collector   string       `json:"collector" jsonschema:"id of what collected it, or empty"`
	Run         string       `json:"run" jsonschema:"identity of the run, or empty"`
	Argv        []string     `json:"argv" jsonschema:"the command with its arguments; empty where there was none, or it is not shown"`
	Withheld    bool         `json:"argv_withheld" jsonschema:"there was a command, and it is not shown"`
	Env         []string     `json:"env" jsonschema:"names of the variables that the command was given"`
	ExitCode    *int         `json:"exit_code" jsonschema:"of the command; null: not known"`
	Event       *eventJSON   `json:"event" jsonschema:"what it belongs to; null: nothing"`
	DerivedFrom []parentJSON `json:"derived_from" jsonschema:"what it was made of"`
}

// eventJSON is a happening that evidence belongs to.
type eventJSON struct {
	Type string   `json:"type" jsonschema:"such as release"`
	Key  string   `json:"key" jsonschema:"such as a version"`
	At   *instant `json:"at" jsonschema:"when it was; null: not known"`
}

// parentJSON is what evidence was made of.
type parentJSON struct {
	Name        string   `json:"name" jsonschema:"of the file, or the id of the evidence"`
	SHA256      string   `json:"sha256" jsonschema:"digest, or empty"`
	CollectedAt *instant `json:"collected_at" jsonschema:"when it was collected; null: not known"`
}

// made says how a piece of evidence was made, for those who may know.
func made(e *disclose.Evidence) *madeJSON {
	if e.File == "" {
		return nil
	}
	out := &madeJSON{
		File: e.File, Collector: e.Collector, Run: e.Run, Argv: full(e.Command), Withheld: e.Withheld, Env: full(e.Env), ExitCode: e.Exit,
		DerivedFrom: make([]parentJSON, 0, len(e.Parents)),
	}
	if e.Event != nil {
		out.Event = &eventJSON{e.Event.Type, e.Event.Key, when(e.Event.At)}
	}
	for _, p := range e.Parents {
		out.DerivedFrom = append(out.DerivedFrom, parentJSON{p.Name, p.Digest, when(p.Collected)})
	}
	return out
}
