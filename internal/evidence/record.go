package evidence

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/format"
	"github.com/candor-site/candor/internal/moment"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// recordCommon are the keys that every record may have.
type recordCommon struct {
	Kind     source.Text  `json:"kind" oneof:"document attestation drill certificate training record"`
	ID       source.Text  `json:"id,omitzero"`
	Title    string       `json:"title,omitempty"`
	Note     string       `json:"note,omitempty"`
	Scope    *decode.Node `json:"scope,omitempty"`
	Audience source.Text  `json:"audience,omitzero"`
	Publish  string       `json:"publish,omitempty" oneof:"raw envelope-only"`
	File     source.Text  `json:"file,omitzero"`      // of the site, beside the record or from the root
	Location string       `json:"location,omitempty"` // where a document is kept that is not in the site
	SHA256   source.Text  `json:"sha256,omitzero"`
}

// documentRecord is a document that somebody approved: a policy, a report.
type documentRecord struct {
	recordCommon
	Version    string      `json:"version,omitempty"`
	Approver   string      `json:"approver" alias:"approved_by"`
	Role       string      `json:"role,omitempty"`
	ApprovedAt source.Text `json:"approved_at"`
	ReviewedAt source.Text `json:"reviewed_at,omitzero"` // the latest review without a change
	ReviewBy   source.Text `json:"review_by"`
	Sections   []string    `json:"sections,omitempty"`
}

// attestationRecord is a statement that somebody stands behind.
type attestationRecord struct {
	recordCommon
	Statement  string      `json:"statement"`
	Signer     string      `json:"signer" alias:"signed_by"`
	Role       string      `json:"role,omitempty"`
	SignedAt   source.Text `json:"signed_at"`
	ValidUntil source.Text `json:"valid_until"`
}

// drillRecord is one drill, or several in tests.
type drillRecord struct {
	recordCommon
	drillTest
	Tests []drillTest `json:"tests,omitempty"`
}

// drillTest is one run of a drill.
type drillTest struct {
	Date         source.Text `json:"date,omitzero"`
	Outcome      source.Text `json:"outcome,omitzero" oneof:"passed failed partial"`
	MeasuredRTO  source.Text `json:"measured_rto,omitzero"`
	MeasuredRPO  source.Text `json:"measured_rpo,omitzero"`
	Dataset      string      `json:"dataset,omitempty"`
	Participants []string    `json:"participants,omitempty" single:"ok"`
	Findings     []string    `json:"findings,omitempty" single:"ok"`
}

// certificateRecord is a certificate or report of somebody else.
type certificateRecord struct {
	recordCommon
	Standard   string      `json:"standard"`
	Issuer     string      `json:"issuer"`
	Holder     string      `json:"holder,omitempty"` // whom it certifies; "" is the organisation itself
	Number     string      `json:"number,omitempty"`
	IssuedAt   source.Text `json:"issued_at"`
	ValidUntil source.Text `json:"valid_until"`
}

// trainingRecord says who completed a training.
type trainingRecord struct {
	recordCommon
	Date       source.Text `json:"date"`
	Course     string      `json:"course,omitempty"`
	Assigned   int         `json:"assigned,omitempty"`
	Completed  int         `json:"completed,omitempty"`
	ValidUntil source.Text `json:"valid_until,omitzero"`
}

// plainRecord is any other record with a date.
type plainRecord struct {
	recordCommon
	Date       source.Text `json:"date"`
	Author     string      `json:"author,omitempty"`
	ValidUntil source.Text `json:"valid_until,omitzero"`
	Data       any         `json:"data,omitempty"`
}

// isRecord reports whether a file is a record that people keep by hand.
func isRecord(name string) bool {
	ext := path.Ext(name)
	return (ext == ".yaml" || ext == ".yml") && path.Base(path.Dir(name)) == "records"
}

// record is what a record says, whatever its kind.
type record struct {
	common     recordCommon
	reading    format.Reading // date, verdict, parameters
	validUntil time.Time
	attester   *trust.Attester
	body       any
	scope      trust.Scope
	scopeNodes map[string]*decode.Node
}

// recordReader reads one record.
type recordReader struct {
	loc  *time.Location
	list diag.List
	out  *record
}

// parseRecord reads a record. It returns nil where the file does not parse or
// has no kind.
func parseRecord(f *source.File, loc *time.Location) (*record, diag.List) {
	n, list := decode.YAML(f, decode.Config)
	if n == nil || list.HasErrors() {
		return nil, list
	}
	r := &recordReader{loc: loc, list: list, out: &record{body: n.Plain()}}
	r.out.reading = format.Reading{Format: "", Verdict: trust.VerdictNone, Zoned: true, Precision: "day"}
	kind := ""
	if k := n.Get("kind"); k != nil {
		kind = k.Scalar
	}
	switch kind {
	case "document":
		r.document(n)
	case "attestation":
		r.attestation(n)
	case "drill":
		r.drill(n)
	case "certificate":
		r.certificate(n)
	case "training":
		r.training(n)
	case "record":
		r.plain(n)
	default:
		var c struct {
			Kind source.Text `json:"kind" oneof:"document attestation drill certificate training record"`
		}
		kindOnly := &decode.Node{Kind: decode.Map, Span: n.Span, Fields: slices.DeleteFunc(slices.Clone(n.Fields), func(f decode.Field) bool { return f.Key != "kind" })}
		r.list.Add(decode.Into(kindOnly, &c)...)
		return nil, r.list
	}
	r.shared()
	return r.out, r.list
}

func (r *recordReader) document(n *decode.Node) {
	var d documentRecord
	r.list.Add(decode.Into(n, &d)...)
	r.out.common = d.recordCommon
	r.dated(d.ApprovedAt, "/approved_at")
	if d.ReviewedAt.Value != "" {
		r.dated(d.ReviewedAt, "/reviewed_at")
	}
	r.out.validUntil = r.until(d.ReviewBy)
	r.out.attester = &trust.Attester{Name: d.Approver, Role: d.Role}
	r.out.reading.Version = d.Version
	if d.SHA256.Value == "" && !r.list.HasErrors() {
		r.list.Add(diag.Errorf(diag.KeyMissing, start(n), "a document needs sha256, the digest of the text that was approved").
			Hinted("sha256sum FILE prints it"))
	}
}

func (r *recordReader) attestation(n *decode.Node) {
	var a attestationRecord
	r.list.Add(decode.Into(n, &a)...)
	r.out.common = a.recordCommon
	r.dated(a.SignedAt, "/signed_at")
	r.out.validUntil = r.until(a.ValidUntil)
	r.out.attester = &trust.Attester{Name: a.Signer, Role: a.Role}
}

func (r *recordReader) drill(n *decode.Node) {
	var d drillRecord
	r.list.Add(decode.Into(n, &d)...)
	r.out.common = d.recordCommon
	tests := d.Tests
	if d.Date.Value != "" || len(tests) == 0 {
		tests = append(tests, d.drillTest)
	}
	for _, t := range tests {
		r.test(n, t)
	}
}

// test takes the latest run of a drill for what the record says.
func (r *recordReader) test(n *decode.Node, t drillTest) {
	if t.Date.Value == "" || t.Outcome.Value == "" {
		if !r.list.HasErrors() {
			r.list.Add(diag.Errorf(diag.KeyMissing, start(n), "a drill needs a date and an outcome").Hinted("add both, or a list tests with both in each item"))
		}
		return
	}
	at, ok := r.date(t.Date)
	params := map[string]any{}
	r.measured(params, "measured_rto", t.MeasuredRTO)
	r.measured(params, "measured_rpo", t.MeasuredRPO)
	if !ok || at.Before(r.out.reading.Collected) {
		return
	}
	r.dated(t.Date, "/date")
	r.out.reading.Params = params
	r.out.reading.Verdict = map[string]trust.Verdict{
		"passed": trust.VerdictPass, "failed": trust.VerdictFail, "partial": trust.VerdictWarn,
	}[t.Outcome.Value]
}

// measured takes a duration that a drill took.
func (r *recordReader) measured(params map[string]any, name string, text source.Text) {
	if text.Value == "" {
		return
	}
	if _, err := period.Parse(text.Value); err != nil {
		r.list.Add(diag.Errorf(diag.ValueInvalid, text.Span, "%s: %v", name, err))
	}
	params[name] = text.Value
}

func (r *recordReader) certificate(n *decode.Node) {
	var c certificateRecord
	r.list.Add(decode.Into(n, &c)...)
	r.out.common = c.recordCommon
	r.dated(c.IssuedAt, "/issued_at")
	r.out.validUntil = r.until(c.ValidUntil)
	r.out.attester = &trust.Attester{Name: c.Issuer}
	r.out.reading.Target = c.Holder
}

func (r *recordReader) training(n *decode.Node) {
	var t trainingRecord
	r.list.Add(decode.Into(n, &t)...)
	r.out.common = t.recordCommon
	r.dated(t.Date, "/date")
	r.out.validUntil = r.until(t.ValidUntil)
	r.out.reading.Params = map[string]any{"assigned": int64(t.Assigned), "completed": int64(t.Completed)}
}

func (r *recordReader) plain(n *decode.Node) {
	var p plainRecord
	r.list.Add(decode.Into(n, &p)...)
	r.out.common = p.recordCommon
	r.dated(p.Date, "/date")
	r.out.validUntil = r.until(p.ValidUntil)
	if p.Author != "" {
		r.out.attester = &trust.Attester{Name: p.Author}
	}
}

// shared checks the keys that all kinds have. Only a drill may describe its
// scope in words.
func (r *recordReader) shared() {
	c := &r.out.common
	if c.ID.Value != "" && !IsID(c.ID.Value) {
		r.list.Add(diag.Errorf(diag.ValueInvalid, c.ID.Span, "id %q is not made of letters, digits, hyphens and underscores", c.ID.Value))
	}
	if c.SHA256.Value != "" && !isSHA256(c.SHA256.Value) {
		r.list.Add(diag.Errorf(diag.ValueInvalid, c.SHA256.Span, "sha256 is no digest of 64 lower-case hexadecimal characters"))
	}
	switch {
	case c.Scope == nil || c.Scope.Kind == decode.Null:
	case c.Scope.Kind == decode.Map:
		var axes map[string]axisValues
		r.list.Add(decode.Into(c.Scope, &axes)...)
		r.out.scope, r.out.scopeNodes = trust.Scope{}, map[string]*decode.Node{}
		for axis, v := range axes {
			slices.Sort(v.values)
			r.out.scope[axis], r.out.scopeNodes[axis] = slices.Compact(v.values), v.node
		}
	case c.Kind.Value == "drill" && c.Scope.Kind == decode.String:
		r.out.reading.Target = c.Scope.Scalar
	default:
		r.list.Add(diag.Errorf(diag.ValueType, c.Scope.Span, "scope is %s, expected a mapping from axes to values", c.Scope.Kind))
	}
}

// axisValues are the values of one axis: one text or a list of texts.
type axisValues struct {
	node   *decode.Node
	values []string
}

// DecodeNode reads the values.
func (a *axisValues) DecodeNode(n *decode.Node) diag.List {
	a.node = n
	var holder struct {
		Values []string `json:"values" single:"ok"`
	}
	list := decode.Into(&decode.Node{Kind: decode.Map, Span: n.Span, Fields: []decode.Field{{Key: "values", KeySpan: n.Span, Value: n}}}, &holder)
	a.values = holder.Values
	return list
}

// date reads a day in the site's zone, or an instant.
func (r *recordReader) date(text source.Text) (time.Time, bool) {
	if strings.ContainsAny(text.Value, "Tt") {
		t, err := period.ParseInstant(text.Value)
		if err != nil {
			r.list.Add(diag.Errorf(diag.ValueInvalid, text.Span, "%v", err))
		}
		return t, err == nil
	}
	wall, err := period.ParseDate(text.Value, time.UTC)
	if err != nil {
		r.list.Add(diag.Errorf(diag.ValueInvalid, text.Span, "%v", err))
		return wall, false
	}
	return moment.Zoneless(wall, r.loc), true
}

// dated takes a date for the date of the record.
func (r *recordReader) dated(text source.Text, pointer string) {
	if text.Value == "" {
		return
	}
	if t, ok := r.date(text); ok {
		r.out.reading.Collected, r.out.reading.Pointer = t, pointer
		if strings.ContainsAny(text.Value, "Tt") {
			r.out.reading.Precision = "second"
		}
	}
}

// until reads the last day on which a record holds, and returns when it ends.
func (r *recordReader) until(text source.Text) time.Time {
	if text.Value == "" {
		return time.Time{}
	}
	t, ok := r.date(text)
	if !ok || strings.ContainsAny(text.Value, "Tt") {
		return t
	}
	loc := r.loc
	if loc == nil {
		loc = time.UTC
	}
	return period.Period{Days: 1}.After(t, loc)
}
