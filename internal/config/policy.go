package config

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// action is what policy does; the type gives the schema its words.
type action string

// actions are the words of an action.
var actions = []string{string(site.ActError), string(site.ActWarning), string(site.ActOff)}

// policyShape is how policy is written, for the schema alone: reading keeps the
// places of the keys.
type policyShape struct {
	Contradicted action                       `json:"contradicted,omitempty" jsonschema:"evidence contradicts the claim"`
	Excepted     action                       `json:"excepted,omitempty" jsonschema:"contradicted under a current exception"`
	Error        action                       `json:"error,omitempty" jsonschema:"the assertion could not be evaluated"`
	Empty        action                       `json:"empty,omitempty" jsonschema:"the population of the assertion is empty"`
	Verdict      action                       `json:"verdict,omitempty" jsonschema:"the tool's own verdict is not a pass"`
	NoEvidence   action                       `json:"no-evidence,omitempty" jsonschema:"the claim has nothing behind it"`
	Declared     action                       `json:"declared,omitempty" jsonschema:"planned or not applicable"`
	Obsolete     action                       `json:"obsolete,omitempty" jsonschema:"a recorded gap that the evidence no longer shows"`
	Assurance    action                       `json:"assurance,omitempty" jsonschema:"evidence is not signed, or not by whom the control demands"`
	Condition    action                       `json:"condition,omitempty" jsonschema:"a control that is a condition of the claim is not met"`
	Due          action                       `json:"due,omitempty" jsonschema:"evidence is inside its grace"`
	Stale        action                       `json:"stale,omitempty" jsonschema:"evidence is past its grace"`
	Expired      action                       `json:"expired,omitempty" jsonschema:"evidence is past its greatest age or its end date"`
	Incomplete   action                       `json:"incomplete,omitempty" jsonschema:"evidence covers nothing, or has errors, or is truncated"`
	Conflict     action                       `json:"conflict,omitempty" jsonschema:"two sources of time disagree"`
	Future       action                       `json:"future,omitempty" jsonschema:"evidence is later than the build"`
	UndatedEvent action                       `json:"undated-event,omitempty" jsonschema:"no feed tells when the event was"`
	Undated      action                       `json:"undated,omitempty" jsonschema:"evidence has no acceptable time"`
	Missing      action                       `json:"missing,omitempty" jsonschema:"there is no evidence"`
	Kinds        map[string]map[string]action `json:"kinds,omitempty" jsonschema:"the same by kind of control"`
	Weaker       *weakerSection               `json:"weaker,omitempty" jsonschema:"what a claim does that is weaker than in the newest snapshot, and that nobody approved"`
}

// weakerSection asks for approvals of claims that became weaker.
type weakerSection struct {
	Unapproved source.Text              `json:"unapproved" oneof:"error warning off" jsonschema:"what a weaker claim does that nobody approved in controls/"`
	By         schema.Some[source.Text] `json:"by,omitempty" jsonschema:"who may approve, as names or roles; anybody who is named by default"`
	Span       source.Span              `json:"-"`
}

// readWeaker reads who must approve what.
func (r *reader) readWeaker() {
	w := r.file.Policy.weaker
	if w == nil {
		return
	}
	r.cfg.Policy.Weaker = site.Weaker{Unapproved: site.Action(w.Unapproved.Value), Span: w.Span}
	for _, by := range w.By {
		if strings.TrimSpace(by.Value) == "" {
			r.invalid(by, "a name of who may approve is blank")
			continue
		}
		r.cfg.Policy.Weaker.By = append(r.cfg.Policy.Weaker.By, by.Value)
	}
}

// readPolicy lays the file's policy over the default.
func (r *reader) readPolicy() {
	for _, e := range r.file.Policy.actions {
		r.readAction(e, r.cfg.Policy.Default)
	}
	r.readWeaker()
	kinds := kindIDs(r.cfg.Kinds)
	for _, k := range r.file.Policy.kinds {
		if !slices.Contains(kinds, k.Key.Value) {
			r.list.Add(diag.Errorf(diag.KindUnknown, k.Key.Span, "policy names the kind %q, which does not exist", k.Key.Value).
				Hinted("%s", suggest(k.Key.Value, kinds)))
			continue
		}
		into := map[string]site.Action{}
		for _, e := range k.Value {
			r.readAction(e, into)
		}
		r.cfg.Policy.ByKind[k.Key.Value] = into
	}
}

func (r *reader) readAction(e schema.Entry[source.Text], into map[string]site.Action) {
	known := reasons()
	if !slices.Contains(known, e.Key.Value) {
		r.list.Add(diag.Errorf(diag.KeyUnknown, e.Key.Span, "policy names the state %q, which does not exist", e.Key.Value).
			Hinted("%s", suggest(e.Key.Value, known)))
		return
	}
	if !slices.Contains(actions, e.Value.Value) {
		if !e.Value.Span.IsZero() {
			r.list.Add(r.outside(e.Value, "the action of "+e.Key.Value, actions))
		}
		return
	}
	into[e.Key.Value] = site.Action(e.Value.Value)
}

// outside reports a word that is not one of those allowed.
func (r *reader) outside(t source.Text, what string, allowed []string) diag.Diagnostic {
	return diag.Errorf(diag.ValueUnknown, t.Span, "%s is %q, expected %s", what, t.Value, parameter.Enumerate(allowed, "or")).
		Hinted("%s", diag.DidYouMean(t.Value, allowed))
}

// suggest returns a hint with the nearest word, or with all of them.
func suggest(word string, known []string) string {
	if hint := diag.DidYouMean(word, known); hint != "" {
		return hint
	}
	return "use one of " + strings.Join(known, ", ")
}

func kindIDs(kinds []site.Kind) []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.ID
	}
	return out
}
