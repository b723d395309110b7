package evidence

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/slip"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// The types of an envelope: an in-toto Statement
// (https://github.com/in-toto/attestation, spec v1) with a predicate of our own.
const (
	StatementType = "https://in-toto.io/Statement/v1"
	PredicateType = "https://candor-site.dev/evidence/v1"
)

// Words of an envelope.
var (
	evidenceKinds = []string{"automated", "manual"}
	recordKinds   = []string{"document", "attestation", "drill", "certificate", "training", "record"}
	publishWords  = []string{"raw", "envelope-only"}
)

// envelope is what stands beside a file. Fields that the file leaves out are
// zero.
type envelope struct {
	statement     *decode.Node // the whole of it
	id            source.Text
	tool          trust.Tool
	command, env  []string
	exitCode      *int
	scope         trust.Scope
	axes          map[string][]*decode.Node // scope, with places
	axisSpans     map[string]source.Span
	event         *trust.Event
	verdict       trust.Verdict
	coverage      trust.Coverage
	params        map[string]any
	parents       []trust.Parent
	manual        bool
	attester      *trust.Attester
	publish, told bool        // the file itself; at least the envelope
	published     source.Span // of the word that says so
	allowed       []string    // rules for secrets that may find something, with a reason each
	audience      source.Text

	title, media, record                              string
	collector, run, target, version                   string
	observedFrom, observedTo, producedAt, collectedAt time.Time
	recordedAt, validUntil, database                  time.Time
}

// parseEnvelope reads the envelope of a file. It returns nil where the
// envelope cannot be relied on: it does not parse, breaks a rule, or describes
// other bytes.
func parseEnvelope(f, described *source.File) (e *envelope, list diag.List) {
	n, list := decode.JSON(f, decode.Config)
	if n == nil || list.HasErrors() {
		return nil, list.Hinted("record the evidence again, or restore the envelope as it was recorded")
	}
	o := object{node: n, code: diag.EnvelopeInvalid, list: &list, slips: slip.Find(n)}
	defer slip.Report(o.slips, &list)
	if n.Kind != decode.Map {
		o.fault(n, "an envelope is %s, found %s", decode.Map, n.Kind)
		return nil, list
	}
	for _, t := range []struct{ key, want string }{{"_type", StatementType}, {"predicateType", PredicateType}} {
		if got := o.required(t.key); got != "" && got != t.want {
			o.fault(o.get(t.key), "%s is %q, expected %q", t.key, got, t.want)
		}
	}
	o.subject(described)
	predicate, ok := o.object("predicate")
	if !ok {
		o.missing("predicate")
		return nil, list
	}
	e = &envelope{statement: n}
	e.identity(predicate)
	e.origin(predicate)
	e.times(predicate)
	e.outcome(predicate)
	e.person(predicate)
	if list.HasErrors() {
		return nil, list
	}
	return e, list
}

// subject checks that the statement is about the file: its name, its bytes.
func (o object) subject(f *source.File) {
	subjects := o.objects("subject")
	if len(subjects) == 0 {
		o.missing("subject")
		return
	}
	var names []string
	for _, s := range subjects {
		name := s.required("name")
		digest, ok := s.object("digest")
		if !ok {
			s.missing("digest")
			continue
		}
		sum, span := digest.sha256("sha256")
		if sum == "" {
			digest.missing("sha256")
			continue
		}
		names = append(names, name)
		if name != path.Base(f.Path) && name != f.Path && Dir+"/"+name != f.Path {
			continue
		}
		if sum != f.Digest() {
			o.list.Add(diag.Errorf(diag.EnvelopeDigest, span, "%s has the digest %s, the envelope says %s", f.Path, f.Digest().Short(), sum.Short()).
				Hinted("record the evidence again; never edit it"))
		}
		return
	}
	if len(names) > 0 {
		o.list.Add(diag.Errorf(diag.EnvelopeInvalid, subjects[0].node.Span, "the envelope of %s describes %s", path.Base(f.Path), strings.Join(names, ", ")).
			Hinted("name the file in subject"))
	}
}

func (e *envelope) identity(o object) {
	e.id = o.positioned("id")
	if e.id.Value != "" && !IsID(e.id.Value) {
		o.fault(o.get("id"), "id %q is not made of letters, digits, hyphens and underscores", e.id.Value)
	}
	e.title = o.text("title")
	e.media = o.text("media_type")
	word := o.word("publish", publishWords)
	if e.told, e.publish = word != "", word == "raw"; e.publish {
		e.published = o.get("publish").Span
	}
	for _, a := range o.objects("allowed_secrets") {
		if rule, why := a.required("rule"), a.required("why"); why != "" {
			e.allowed = append(e.allowed, rule)
		}
	}
	e.audience = o.positioned("audience")
}

// origin reads who made the file, how, and of what.
func (e *envelope) origin(o object) {
	if c, ok := o.object("collector"); ok {
		e.collector, e.run = c.text("id"), c.text("run")
	}
	if t, ok := o.object("tool"); ok {
		e.tool = trust.Tool{Name: t.text("name"), Version: t.text("version")}
		e.database = t.instant("db_updated_at")
	}
	if c, ok := o.object("command"); ok {
		e.command, e.env = c.texts("argv"), c.texts("env")
		if n := c.typed("exit_code", decode.Int); n != nil {
			if code, err := strconv.Atoi(n.Scalar); err == nil {
				e.exitCode = &code
			}
		}
	}
	if s, ok := o.object("scope"); ok {
		e.readScope(s)
	}
	for _, p := range o.objects("derived_from") {
		parent := trust.Parent{Name: p.required("name"), CollectedAt: p.instant("collected_at")}
		if d, ok := p.object("digest"); ok {
			parent.Digest, _ = d.sha256("sha256")
		}
		e.parents = append(e.parents, parent)
	}
}

func (e *envelope) readScope(o object) {
	e.scope, e.axes, e.axisSpans = trust.Scope{}, map[string][]*decode.Node{}, map[string]source.Span{}
	for _, f := range o.node.Fields {
		switch f.Key {
		case "target":
			e.target = o.text(f.Key)
		case "version":
			e.version = o.text(f.Key)
		default:
			values := o.texts(f.Key)
			if len(values) == 0 {
				continue
			}
			slices.Sort(values)
			e.scope[f.Key] = slices.Compact(values)
			e.axisSpans[f.Key] = f.KeySpan
			if e.axes[f.Key] = f.Value.Items; f.Value.Kind == decode.String {
				e.axes[f.Key] = []*decode.Node{f.Value}
			}
		}
	}
}

func (e *envelope) times(o object) {
	if w, ok := o.object("observed"); ok {
		e.observedFrom, e.observedTo = w.instant("from"), w.instant("to")
		if !e.observedTo.IsZero() && e.observedTo.Before(e.observedFrom) {
			o.fault(w.node, "the observation ends before it starts")
		}
	}
	e.producedAt = o.instant("produced_at")
	e.collectedAt = o.instant("collected_at")
	e.recordedAt = o.instant("recorded_at")
	e.validUntil = o.instant("valid_until")
	if e.collectedAt.IsZero() {
		e.collectedAt = first(e.observedTo, e.producedAt)
	}
	if n := o.typed("collected_at_source", decode.String); n != nil && strings.Contains(n.Scalar, "mtime") {
		o.fault(n, "the time of the file system says when a file was copied, not when it was collected")
	}
	if ev, ok := o.object("event"); ok {
		e.event = &trust.Event{Type: ev.required("type"), Key: ev.required("key"), At: ev.instant("at")}
	}
}

func (e *envelope) outcome(o object) {
	e.verdict = o.verdict()
	if c, ok := o.object("coverage"); ok {
		e.coverage = coverageOf(c)
	}
	if n := o.typed("params", decode.Map); n != nil {
		e.params, _ = n.Plain().(map[string]any)
	}
}

func coverageOf(o object) trust.Coverage {
	return trust.Coverage{
		Known: o.get("examined") != nil || o.get("errors") != nil || o.flag("truncated"), Examined: o.count("examined"),
		Skipped: o.count("skipped"), Errors: o.count("errors"), Truncated: o.flag("truncated"),
	}
}

// person reads who stands behind evidence that no program made. Such evidence
// names a person, and a bare statement of that person says until when it holds.
func (e *envelope) person(o object) {
	e.manual = o.word("kind", evidenceKinds) == "manual"
	e.record = o.word("record", recordKinds)
	if a, ok := o.object("attester"); ok {
		e.attester = &trust.Attester{Name: a.required("name"), Role: a.text("role")}
	}
	if !e.manual {
		return
	}
	if e.attester == nil {
		o.missing("attester")
	}
	if e.record == "" {
		e.record = "attestation"
	}
	if e.record == "attestation" && e.validUntil.IsZero() {
		o.missing("valid_until")
	}
}
