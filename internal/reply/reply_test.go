package reply

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/parameter"
)

func date(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 9, 0, 0, 0, time.UTC)
}

func value(t *testing.T, typ parameter.Type, raw any) parameter.Value {
	t.Helper()
	v, err := parameter.Parse(typ, raw)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func in(products ...string) []disclose.Axis {
	return []disclose.Axis{{Name: "product", Values: products}}
}

// sample is a view with one control for each way in which one can stand.
func sample(t *testing.T) *disclose.View {
	t.Helper()
	control := func(id, status, state, reason string) *disclose.Control {
		return &disclose.Control{ID: id, Title: "The " + id, Status: status, State: state, Reason: reason, Statement: "If it is bought, it holds."}
	}
	holds, also := control("holds", "in-effect", "satisfied", "pass"), control("also", "in-effect", "satisfied", "pass")
	holds.FreshUntil, also.FreshUntil = date(time.December, 3), date(time.December, 1)
	holds.Evidence = []disclose.Observation{{ID: "scan", Collected: date(time.November, 19), Linked: true}}
	also.Evidence = []disclose.Observation{{ID: "audit", Collected: date(time.November, 2), Linked: true}, {ID: "scan", Collected: date(time.November, 19), Linked: true}}
	holds.Parameters = []disclose.Parameter{
		{Name: "key_bits", Value: value(t, parameter.Int, 256)}, {Name: "retention", Value: value(t, parameter.Retention, "P90D")},
		{Name: "frequency", Value: value(t, parameter.Frequency, "P6M")}, {Name: "regions", Value: value(t, parameter.IDs, []any{"de", "ie"})}, {Name: "rto", Value: value(t, parameter.Duration, "unstated")},
	}
	holds.Overrides = []disclose.Override{
		{Scope: in("trace"), Parameters: []disclose.Parameter{{Name: "retention", Value: value(t, parameter.Retention, "P30D")}}},
		{Scope: []disclose.Axis{{Name: "plan", Values: []string{"free"}}}, Parameters: []disclose.Parameter{{Name: "key_bits", Value: value(t, parameter.Int, 128)}}},
	}
	stale := control("stale", "in-effect", "undetermined", "stale")
	stale.Showed, stale.Detail = "satisfied", "the evidence is old"
	stale.Evidence = []disclose.Observation{{ID: "old", Collected: date(time.March, 3)}}
	gap := control("gap", "in-effect", "not-satisfied", "excepted")
	exempt := control("exempt", "in-effect", "satisfied", "pass")
	fleet, trace := control("fleet", "in-effect", "satisfied", "pass"), control("trace", "in-effect", "satisfied", "pass")
	fleet.Scope, trace.Scope = in("fleet"), in("trace")
	split := control("split", "in-effect", "not-satisfied", "contradicted")
	split.PerScope = []disclose.ScopedState{{Scope: in("fleet"), State: "satisfied"}, {Scope: in("trace"), State: "not-satisfied"}}
	return &disclose.View{
		AsOf: date(time.November, 20), Scopes: in("fleet", "trace"),
		Controls: []*disclose.Control{
			holds, also, stale, gap, exempt, fleet, trace, split,
			control("planned", "planned", "planned", "declared"), control("none", "not-applicable", "not-applicable", "declared"),
			control("bought", "optional", "satisfied", "pass"), control("set", "required-setting", "satisfied", "pass"),
			control("if", "conditional", "satisfied", "pass"), control("part", "partial", "satisfied", "pass"),
			control("weak", "limitation", "satisfied", "pass"), control("missing", "in-effect", "undetermined", "missing"),
			control("broken", "in-effect", "not-satisfied", "contradicted"), control("bought-missing", "optional", "undetermined", "missing"),
		},
		Exceptions: []*disclose.Exception{
			{ID: "x", Control: "gap", Title: "One old host", State: "open", Until: date(time.December, 31)},
			{ID: "y", Control: "exempt", Title: "Service accounts are exempt.", State: "open"},
			{ID: "z", Control: "exempt", Title: "Gone", State: "obsolete"},
			{ID: "w", Control: "holds", Title: "Only in blueprint", State: "open", Scope: in("blueprint")},
		},
		Evidence: []*disclose.Evidence{
			{ID: "scan", Key: "scan", Collected: date(time.November, 19)}, {ID: "audit", Key: "audit", Collected: date(time.November, 2)},
		},
	}
}

// answered computes one answer over the sample.
func answered(t *testing.T, a *disclose.Answer, stale string) *Answer {
	t.Helper()
	v := sample(t)
	v.Site.StaleAnswers = stale
	v.Answers = []*disclose.Answer{a}
	for _, x := range v.Exceptions {
		if x.ID == "w" && len(a.Products) == 0 {
			x.State = "obsolete" // only answers about products look at it
		}
	}
	return New(v).Answers[0]
}

func TestTruth(t *testing.T) {
	for _, tt := range []struct {
		controls, quantifier string
		want                 Truth
		because, said        string
	}{
		{"holds", "", Yes, "“The holds” holds.", "Short."},
		{"holds also", "", Yes, "All 2 points that it rests on hold.", "Short."},
		{"holds none", "", Yes, "All 2 points that it rests on hold.", "Short."},
		{"none", "", NotApplicable, "“The none” does not apply.", "“The none” does not apply. Instead."},
		{"planned", "", No, "“The planned” is planned and not in effect.", "“The planned” is planned and not in effect. Instead."},
		{"planned none", "", No, "“The planned” is planned and not in effect.", "“The planned” is planned and not in effect. Instead."},
		{"holds planned", "", Partial, "“The holds” holds; “The planned” is planned and not in effect.", "“The holds” holds; “The planned” is planned and not in effect. Instead."},
		{"part", "", Partial, "“The part” holds in part.", "“The part” holds in part. Instead."},
		{"weak also", "", Partial, "“The also” holds; “The weak” is a stated limitation.", ""},
		{"gap", "", Partial, "“The gap” has a recorded gap.", "“The gap” has a recorded gap. Recorded gap: One old host, until 31 December 2026. Instead."},
		{"exempt", "", Qualified, "“The exempt” holds, with a recorded gap.", "Short. Recorded gap: Service accounts are exempt."},
		{"bought", "", Qualified, "“The bought” holds where the customer turns it on or buys it.", "Short. “The bought” holds where the customer turns it on or buys it."},
		{"set holds", "", Qualified, "“The holds” holds; “The set” holds once the customer has set it.", ""},
		{"if", "", Qualified, "“The if” holds on a condition.", "Short. It holds on a condition: If it is bought, it holds."},
		{"fleet", "", Qualified, "“The fleet” holds.", "Short. This is said of the product fleet."},
		{"fleet trace", "", Yes, "All 2 points that it rests on hold.", "Short."},
		{"missing", "", Unknown, "“The missing” is not proved.", ""},
		{"bought-missing", "", Unknown, "“The bought-missing” is not proved.", ""},
		{"stale", "", Unknown, "“The stale” is not proved: the evidence is old.", ""},
		{"holds broken", "", Unknown, "“The broken” is contradicted by evidence.", ""},
		{"missing planned", "", Unknown, "“The missing” is not proved.", ""},
		{"split", "", Unknown, "“The split” is contradicted by evidence.", ""},
		{"", "", Unknown, "It rests on no control.", ""},
		{"holds broken", "any", Yes, "“The holds” holds.", "Short."},
		{"planned bought", "any", Qualified, "“The bought” holds where the customer turns it on or buys it.", ""},
		{"planned missing part", "any", Unknown, "“The missing” is not proved.", ""},
		{"planned part", "any", Partial, "“The part” holds in part.", ""},
		{"planned none", "any", No, "“The planned” is planned and not in effect.", ""},
		{"none", "any", NotApplicable, "“The none” does not apply.", ""},
		{"holds also", "none", Open, "“The holds” holds; “The also” holds.", "Short."},
		{"holds missing", "none", Unknown, "“The missing” is not proved.", ""},
		{"holds planned", "none", Open, "", "Short. “The planned” is planned and not in effect."},
		{"none", "none", NotApplicable, "“The none” does not apply.", ""},
		{"", "none", Open, "It rests on no control.", "Short."},
	} {
		a := answered(t, &disclose.Answer{Controls: strings.Fields(tt.controls), Quantifier: tt.quantifier, Short: "Short.", Compensating: "Instead."}, "hold")
		if a.Truth != tt.want {
			t.Errorf("%s %s: %s, want %s", tt.quantifier, tt.controls, a.Truth, tt.want)
		}
		if tt.because != "" && a.Because != tt.because {
			t.Errorf("%s %s: because %s, want %s", tt.quantifier, tt.controls, a.Because, tt.because)
		}
		if said := a.Said(Short); tt.said != "" && said != tt.said || a.Truth == Unknown && said != "" {
			t.Errorf("%s %s: says %q, want %q", tt.quantifier, tt.controls, said, tt.said)
		}
	}
}

// TestNothingPlannedOrPartialIsFavourable: whatever else an answer rests on,
// and however it counts, unless another control suffices.
func TestNothingPlannedOrPartialIsFavourable(t *testing.T) {
	all := sample(t).Controls
	for _, bad := range []string{"planned", "part", "weak", "gap", "missing", "broken", "stale", "bought-missing", "split"} {
		for _, other := range all {
			for _, order := range [][]string{{bad, other.ID}, {other.ID, bad}} {
				if a := answered(t, &disclose.Answer{Controls: order}, "hold"); a.Favourable() {
					t.Errorf("%v is %s", order, a.Truth)
				}
			}
		}
	}
}

func TestComparisons(t *testing.T) {
	condition := func(name, bound string, typ parameter.Type, raw any) disclose.Condition {
		return disclose.Condition{Control: "holds", Parameter: name, Bound: bound, Value: value(t, typ, raw)}
	}
	for _, tt := range []struct {
		where    disclose.Condition
		products string
		want     Truth
		because  string
	}{
		{condition("retention", "at-least", parameter.Retention, "P60D"), "fleet", Yes, "All 2 points that it rests on hold."},
		{condition("retention", "at-least", parameter.Retention, "P4M"), "fleet", No, "“The holds” says 90 days (retention), not at least 4 months."},
		{condition("retention", "at-least", parameter.Retention, "P60D"), "trace", No, "“The holds” says 30 days (retention), not at least 60 days."},
		{condition("retention", "at-least", parameter.Retention, "P60D"), "", Partial, "“The holds” holds; “The holds” says 30 days (retention), not at least 60 days (product trace)."},
		{condition("retention", "at-most", parameter.Retention, "P1Y"), "", Yes, "All 2 points that it rests on hold."},
		{condition("key_bits", "equals", parameter.Int, 256), "fleet", Partial, "“The holds” holds; “The holds” says 128 (key bits), not 256 (plan free)."},
		{condition("frequency", "at-least", parameter.Frequency, "P1Y"), "", Yes, ""},
		{condition("frequency", "at-least", parameter.Frequency, "P3M"), "", No, "“The holds” says 6 months (frequency), not at least every 3 months."},
		{condition("rto", "at-most", parameter.Duration, "PT4H"), "", Unknown, "“The holds” cannot be compared: the duration of one is not stated."},
		{condition("regions", "contains", parameter.IDs, []any{"fr", "de"}), "", No, "“The holds” says de and ie (regions), without fr and de."},
		{condition("regions", "among", parameter.IDs, []any{"de"}), "", No, "“The holds” says de and ie (regions), and not only de."},
		{condition("regions", "among", parameter.IDs, []any{"de", "ie", "fr"}), "", Yes, ""},
		{condition("port", "equals", parameter.Int, 1), "", Unknown, "“The holds” states no port."},
	} {
		a := answered(t, &disclose.Answer{Controls: []string{"holds"}, Where: []disclose.Condition{tt.where}, Products: strings.Fields(tt.products)}, "hold")
		if a.Truth != tt.want || tt.because != "" && a.Because != tt.because {
			t.Errorf("%s %s %s: %s, %s\nwant %s, %s", tt.where.Parameter, tt.where.Bound, tt.products, a.Truth, a.Because, tt.want, tt.because)
		}
	}
}

// TestReads: what a text speaks of is held to its state too.
func TestReads(t *testing.T) {
	for _, tt := range []struct {
		reads, quantifier string
		want              Truth
		said              string
	}{
		{"also", "", Yes, "Short."}, {"missing", "", Unknown, ""}, {"broken", "none", Unknown, ""}, {"none", "", Yes, "Short."},
		{"planned", "", Qualified, "Short. “The planned” is planned and not in effect."},
		{"bought", "none", Open, "Short. “The bought” holds where the customer turns it on or buys it."},
	} {
		a := answered(t, &disclose.Answer{Controls: []string{"holds"}, Reads: []string{tt.reads}, Quantifier: tt.quantifier, Short: "Short."}, "hold")
		if a.Truth != tt.want || a.Said(Short) != tt.said {
			t.Errorf("%s: %s, %q", tt.reads, a.Truth, a.Said(Short))
		}
	}
}

func TestProducts(t *testing.T) {
	for _, tt := range []struct {
		control, product string
		want             Truth
	}{
		{"split", "fleet", Yes}, {"split", "trace", Unknown}, {"fleet", "fleet", Yes}, {"fleet", "trace", Unknown}, {"holds", "blueprint", Qualified},
	} {
		a := answered(t, &disclose.Answer{Controls: []string{tt.control}, Products: []string{tt.product}}, "hold")
		if a.Truth != tt.want {
			t.Errorf("%s of %s is %s (%s), want %s", tt.control, tt.product, a.Truth, a.Because, tt.want)
		}
	}
}

func TestStaleAnswers(t *testing.T) {
	for policy, want := range map[string]Truth{"hold": Unknown, "fail": Unknown, "mark": Qualified} {
		a := answered(t, &disclose.Answer{Controls: []string{"stale"}, Short: "Short."}, policy)
		if a.Truth != want {
			t.Errorf("%s: %s, want %s", policy, a.Truth, want)
		}
		if policy == "mark" && a.Said(Short) != "Short. The evidence of “The stale” is past its date: it was collected on 3 March 2026." {
			t.Errorf("marked: %s", a.Said(Short))
		}
		if a := answered(t, &disclose.Answer{Controls: []string{"missing"}}, policy); a.Truth != Unknown {
			t.Errorf("%s: what never was proved is %s", policy, a.Truth)
		}
	}
}

func TestEvidence(t *testing.T) {
	a := answered(t, &disclose.Answer{Controls: []string{"holds", "also"}}, "hold")
	var ids []string
	for _, e := range a.Evidence {
		ids = append(ids, e.ID)
	}
	if !slices.Equal(ids, []string{"audit", "scan"}) || !a.Collected.Equal(date(time.November, 2)) || !a.ValidUntil.Equal(date(time.December, 1)) {
		t.Errorf("rests on %v of %s until %s", ids, a.Collected, a.ValidUntil)
	}
	a = answered(t, &disclose.Answer{Controls: []string{"planned", "holds"}, Quantifier: "any"}, "hold")
	if len(a.Behind) != 1 || a.Behind[0].ID != "holds" || len(a.Evidence) != 1 {
		t.Errorf("of two, one decides: %v", a.Behind)
	}
}

func TestSaid(t *testing.T) {
	a := &Answer{Answer: &disclose.Answer{Short: "Short", Long: "Long.", List: "a and b"}, Truth: Yes}
	for form, want := range map[Form]string{Short: "Short", Long: "Long.", List: "a and b"} {
		if got := a.Said(form); got != want {
			t.Errorf("%s: %q, want %q", form, got, want)
		}
	}
	a.Qualification, a.Long = "If set.", ""
	if got := a.Said(Long); got != "Short. If set." {
		t.Errorf("qualified: %q", got)
	}
}
