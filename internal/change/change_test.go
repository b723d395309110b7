package change

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/snapshot"
)

// TestEveryNameHasADecision holds the table of senses to the vocabulary.
func TestEveryNameHasADecision(t *testing.T) {
	vocabulary := parameter.Default()
	for _, name := range vocabulary.Names() {
		d, ok := table().Names[name]
		if !ok {
			t.Errorf("senses.json does not decide on %s", name)
			continue
		}
		if _, ok := table().Decisions[d]; !ok {
			t.Errorf("%s has the decision %q, which does not exist", name, d)
		}
		kind, _ := vocabulary.TypeOf(name)
		if (kind == parameter.Bool) != (d == isTrue || d == isFalse) && d != neutral {
			t.Errorf("%s is of type %s, and the decision is %q", name, kind, d)
		}
		if (d == ranked) != (table().Ranks[kind] != nil) {
			t.Errorf("%s is %q, and its type %s has the ranks %v", name, d, kind, table().Ranks[kind])
		}
	}
	for name := range table().Names {
		if _, ok := vocabulary.TypeOf(name); !ok {
			t.Errorf("senses.json decides on %s, which the vocabulary has not", name)
		}
	}
	for kind, words := range table().Ranks {
		for _, w := range words {
			if !slices.Contains(parameter.Words(kind), w) {
				t.Errorf("%s has no word %q", kind, w)
			}
		}
		if len(words) != len(parameter.Words(kind)) {
			t.Errorf("%s: %d words of %d have a rank", kind, len(words), len(parameter.Words(kind)))
		}
	}
}

func m(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}

func l(items ...any) []any { return append([]any{}, items...) }

// missing stands for a parameter that is not there.
const missing = "(missing)"

// values of a parameter and what becomes of the claim from the first to the
// second.
var grades = []struct {
	name       string
	old, now   any
	comparator string // of the control, both times
	want       string // grades, joined; "" is no change
}{
	// Durations and retentions: a floor, a deadline, exactly, and by name.
	{"retention", "P90D", "P60D", "at-least", "weaker"},
	{"retention", "P90D", "P60D", "at-most", "stronger"},
	{"retention", "P90D", "P60D", "exactly", "neutral"},
	{"retention", "P90D", "P60D", "", "weaker"},
	{"retention", "P90D", "negotiable", "", "weaker"},
	{"retention", "negotiable", "unstated", "", "neutral"},
	{"retention", "P1Y", "P12M", "", ""},
	{"retention", "P2W", "P14D", "", ""},
	{"retention", "P1M", "P30D", "", "neutral"},
	{"retention", "P1M", "P32D", "", "stronger"},
	{"retention", "P1Y", "P365D", "", "neutral"},
	{"retention", "P1Y", "P364D", "", "weaker"},
	{"retention", m("value", "P90D", "sense", "at-most"), m("value", "P30D", "sense", "at-most"), "", "stronger"},
	{"retention", m("value", "P90D", "sense", "at-most"), m("value", "P30D", "sense", "at-least"), "", "neutral"},
	{"rto", "PT48H", "P2D", "at-most", ""},
	{"rto", "PT8H", "PT9H", "", "weaker"},
	{"rpo", "PT2H", "PT1H", "", "stronger"},
	{"within", "P3D", "P5D", "", "weaker"},
	{"window", "P7D", "P14D", "", "stronger"},
	// Frequencies.
	{"frequency", "P1D", "P7D", "", "weaker"},
	{"frequency", "daily", "P1D", "", ""},
	{"frequency", "continuous", "hourly", "", "weaker"},
	{"frequency", "P7D", "per-release", "", "neutral"},
	{"frequency", "P7D", "unstated", "", "weaker"},
	{"frequency", missing, "P7D", "", "stronger"},
	{"frequency", "per-release", "per-release", "", ""},
	// Numbers.
	{"key_bits", int64(256), int64(128), "", "weaker"},
	{"key_bits", int64(256), 256.0, "", ""},
	{"factor_count", int64(1), int64(2), "", "stronger"},
	{"open_exceptions", int64(2), int64(3), "", "weaker"},
	{"rules", int64(8), int64(7), "", "neutral"},
	// Counts with their comparison.
	{"zones", m("op", ">=", "value", int64(3)), m("op", ">=", "value", int64(2)), "", "weaker"},
	{"instances", m("op", ">=", "value", int64(3)), m("op", ">=", "value", int64(2)), "", "weaker"},
	{"instances", m("op", "<=", "value", int64(3)), m("op", "<=", "value", int64(2)), "", "stronger"},
	{"instances", m("op", "==", "value", int64(3)), m("op", "==", "value", int64(2)), "", "neutral"},
	{"zones", m("op", ">", "value", int64(2)), m("op", ">=", "value", int64(2)), "", "weaker"},
	{"zones", m("op", "<=", "value", int64(2)), m("op", ">=", "value", int64(2)), "", "neutral"},
	{"regions", "all", m("op", ">=", "value", int64(2)), "", "weaker"},
	{"regions", "all", "all", "", ""},
	// Quantities and uptimes.
	{"lag", m("op", "<=", "value", int64(60), "unit", "s"), m("op", "<=", "value", int64(60000), "unit", "ms"), "", ""},
	{"lag", m("op", "<=", "value", int64(60), "unit", "s"), m("op", "<=", "value", int64(90), "unit", "s"), "", "weaker"},
	{"coverage", m("value", int64(100), "unit", "percent"), m("value", int64(95), "unit", "percent"), "", "weaker"},
	{"threshold", m("op", ">", "value", int64(500), "unit", "ms"), m("op", ">", "value", int64(700), "unit", "ms"), "", "stronger"},
	{"min_uptime", "99.9%", "99.5%", "", "weaker"},
	{"min_uptime", "99.9%", m("value", 99.9), "", ""},
	{"min_uptime", m("op", ">=", "value", 99.9, "window", "P1M"), m("op", ">=", "value", 99.9, "window", "P1Y"), "", "neutral"},
	// Versions, dates, addresses.
	{"min_version", "1.3", "1.2", "", "weaker"},
	{"min_version", "1.2", "1.10", "", "stronger"},
	{"min_version", "1.2", "1.2.0", "", ""},
	{"min_version", "TLS 1.2", "SSL 3.0", "", "neutral"},
	{"version", "1.18", "1.20", "", "neutral"},
	{"date", "2026-01-01", "2026-02-01", "", "neutral"},
	{"source", "10.0.0.0/16", "10.0.0.0/8", "", "weaker"},
	{"source", "10.0.0.0/8", "10.1.0.0/16", "", "stronger"},
	{"source", "10.0.0.0/8", "192.168.0.0/16", "", "neutral"},
	{"source", "10.0.0.0/8", "bastion", "", "neutral"},
	// Sets.
	{"ports", l(int64(443)), l(int64(443), int64(80)), "", "weaker"},
	{"ports", l(int64(443), int64(80)), l(int64(80), int64(443)), "", ""},
	{"ports", l(int64(443)), "all", "", "weaker"},
	{"closed_ports", l(int64(22)), l(), "", "weaker"},
	{"covers", l("a", "b"), l("a"), "", "weaker"},
	{"region_names", l("eu-1"), l("us-1"), "", "weaker stronger"},
	{"environments", l("a"), l("a", "b"), "", "stronger"},
	{"excludes", l("a"), l("a", "b"), "", "weaker"},
	{"excludes", missing, l("a"), "", "weaker"},
	{"excludes", l("a"), missing, "", "stronger"},
	{"data_in", l("a"), l("a", "b"), "", "weaker"},
	{"allowed_sources", l("vpn"), l("vpn", "office"), "", "weaker"},
	{"allowed_sources", l("vpn"), missing, "", "weaker"},
	{"verbs", l("list", "watch"), l("list"), "at-most", "stronger"},
	{"tools", l("a"), l("b"), "", "neutral"},
	{"audience", "a", l("a"), "", ""},
	{"standards", l(m("name", "SOC 2"), m("name", "PCI DSS", "version", "4.0")), l(m("name", "SOC 2")), "", "weaker"},
	{"standards", l(m("name", "PCI DSS", "version", "4.0")), l(m("name", "PCI DSS", "version", "4.0.1")), "", "neutral"},
	{"access", m("metrics", "read"), m("metrics", "read-write"), "", "weaker"},
	{"access", m("metrics", "read"), "none", "", "stronger"},
	// Truth values.
	{"encrypted_at_rest", true, false, "", "weaker"},
	{"encrypted_at_rest", true, missing, "", "weaker"},
	{"plaintext_allowed", false, true, "", "weaker"},
	{"plaintext_allowed", missing, true, "", "neutral"},
	{"plaintext_allowed", true, false, "", "stronger"},
	{"encrypted_at_rest", missing, false, "", "neutral"},
	{"stateful", true, false, "", "neutral"},
	// Words.
	{"assurance", "third-party-audit", "self-certified", "", "weaker"},
	{"failover", "manual", "automatic", "", "stronger"},
	{"subnet", "private", "public", "", "weaker"},
	{"availability", "enforced", "user-opt-in", "", "weaker"},
	{"direction", "egress", "both", "", "neutral"},
	{"algorithm", "AES", "unstated", "", "neutral"},
	{"encryption_level", "block", "object", "", "neutral"},
	{"visibility", "private", "public", "", "neutral"},
	{"category", "security", "quality", "", "neutral"},
	{"phase", "before-release", missing, "", "neutral"},
	{"currency", "latest", "unstated", "", "neutral"},
	{"comparator", "at-least", "at-most", "", "neutral"},
	// What has no side.
	{"tool", "trivy", "grype", "", "neutral"},
	{"reason", "a", "b", "", "neutral"},
	{"contact", "a@example.com", "b@example.com", "", "neutral"},
	{"url", "https://a.example/", "https://b.example/", "", "neutral"},
	{"value", true, false, "", "neutral"},
	{"standard", m("name", "ISO 27001", "version", "2013"), m("name", "ISO 27001", "version", "2022"), "", "neutral"},
	{"transfer", m("from", "EU", "to", "US"), m("from", "EU", "to", "UK"), "", "neutral"},
}

// parameterOf makes a parameter as a view shows it.
func parameterOf(t testing.TB, name string, raw any) []snapshot.Parameter {
	t.Helper()
	if raw == missing {
		return nil
	}
	kind, ok := parameter.Default().TypeOf(name)
	if !ok {
		t.Fatalf("there is no parameter %s", name)
	}
	v, err := parameter.Parse(kind, raw)
	if err != nil {
		t.Fatalf("%s %v: %v", name, raw, err)
	}
	return []snapshot.Parameter{{Name: name, Type: string(kind), Sense: string(v.Sense), Text: v.String(), Value: v.Raw}}
}

func TestGradesOfParameters(t *testing.T) {
	types := map[parameter.Type]bool{}
	for _, tt := range grades {
		kind, _ := parameter.Default().TypeOf(tt.name)
		types[kind] = true
		with := func(raw any) *snapshot.Snapshot {
			c := snapshot.Control{ID: "c", Status: "in-effect", Parameters: parameterOf(t, tt.name, raw)}
			if tt.comparator != "" {
				c.Parameters = append(c.Parameters, parameterOf(t, "comparator", tt.comparator)...)
			}
			return &snapshot.Snapshot{Controls: []snapshot.Control{c}}
		}
		forward, back := gradesOf(Between(with(tt.old), with(tt.now))), gradesOf(Between(with(tt.now), with(tt.old)))
		if forward != tt.want {
			t.Errorf("%s (%s): %v -> %v is %q, want %q", tt.name, tt.comparator, tt.old, tt.now, forward, tt.want)
		}
		if want := turned(tt.want); back != want {
			t.Errorf("%s (%s): %v -> %v is %q, want %q", tt.name, tt.comparator, tt.now, tt.old, back, want)
		}
	}
	for _, kind := range parameter.Types() {
		used := slices.ContainsFunc(parameter.Default().Names(), func(name string) bool {
			of, _ := parameter.Default().TypeOf(name)
			return of == kind
		})
		if used && !types[kind] {
			t.Errorf("no case is about the type %s", kind)
		}
	}
}

func gradesOf(c *Comparison) string {
	var out []string
	for _, w := range c.Changed {
		for _, ch := range w.Changes {
			out = append(out, string(ch.Grade))
		}
	}
	return strings.Join(out, " ")
}

// turned is what the grades of a change are the other way round.
func turned(grades string) string {
	words := strings.Fields(grades)
	for i, w := range words {
		words[i] = map[string]string{"weaker": "stronger", "stronger": "weaker", "neutral": "neutral"}[w]
	}
	slices.SortStableFunc(words, func(a, b string) int { return weight(Grade(a)) - weight(Grade(b)) })
	return strings.Join(words, " ")
}

func TestGradesOfAspects(t *testing.T) {
	whole := snapshot.Control{
		ID: "c", Title: "T", Kind: "backup", Statement: "S", Status: "in-effect", Responsibility: "provider", Grade: "measured", State: "satisfied",
		Scope: snapshot.Scope{"cloud": {"aws", "gcp"}}, Assert: "a == b", Evidence: []snapshot.Need{{ID: "e", Schedule: "daily", Every: "P1D"}},
		Mappings:   []snapshot.Mapping{{Framework: "soc2", Requirement: "A1.2", Degree: "meets"}},
		Parameters: parameterOf(t, "retention", "P90D"),
		Overrides:  []snapshot.Override{{Scope: snapshot.Scope{"plan": {"big"}}, Parameters: parameterOf(t, "retention", "P1Y")}},
	}
	for _, tt := range []struct {
		what string
		edit func(c *snapshot.Control)
		want string
	}{
		{"nothing", func(*snapshot.Control) {}, ""},
		{"status", func(c *snapshot.Control) { c.Status = "planned" }, "status weaker"},
		{"status", func(c *snapshot.Control) { c.Status = "optional" }, "status weaker"},
		{"responsibility", func(c *snapshot.Control) { c.Responsibility = "customer" }, "responsibility weaker"},
		{"responsibility", func(c *snapshot.Control) { c.Responsibility = "inherited" }, "responsibility neutral"},
		{"grade", func(c *snapshot.Control) { c.Grade = "asserted" }, "proof weaker"},
		{"scope", func(c *snapshot.Control) { c.Scope = snapshot.Scope{"cloud": {"aws"}} }, "scope weaker"},
		{"scope", func(c *snapshot.Control) { c.Scope = snapshot.Scope{"cloud": {"aws", "azure"}} }, "scope weaker, scope stronger"},
		{"scope", func(c *snapshot.Control) { c.Scope = snapshot.Scope{} }, "scope stronger"},
		{"scope", func(c *snapshot.Control) { c.Scope = snapshot.Scope{"cloud": {"gcp", "aws"}} }, ""},
		{"assertion", func(c *snapshot.Control) { c.Assert = "a  ==\n b" }, ""},
		{"assertion", func(c *snapshot.Control) { c.Assert = "a == c" }, "assertion neutral"},
		{"assertion", func(c *snapshot.Control) { c.Assert = "" }, "assertion weaker"},
		{"evidence", func(c *snapshot.Control) { c.Evidence = nil }, "evidence weaker"},
		{"evidence", func(c *snapshot.Control) { c.Evidence = append(slices.Clone(c.Evidence), snapshot.Need{ID: "f"}) }, "evidence stronger"},
		{"schedule", func(c *snapshot.Control) { c.Evidence = []snapshot.Need{{ID: "e", Schedule: "weekly", Every: "P7D"}} }, "schedule weaker"},
		{"schedule", func(c *snapshot.Control) {
			c.Evidence = []snapshot.Need{{ID: "e", Schedule: "every 24 hours", Every: "PT24H"}}
		}, ""},
		{"schedule", func(c *snapshot.Control) { c.Evidence = []snapshot.Need{{ID: "e", Schedule: "for each release"}} }, "schedule neutral"},
		{"mapping", func(c *snapshot.Control) {
			c.Mappings = []snapshot.Mapping{{Framework: "soc2", Requirement: "A1.2", Degree: "supports"}}
		}, "mapping weaker"},
		{"mapping", func(c *snapshot.Control) { c.Mappings = nil }, "mapping weaker"},
		{"wording", func(c *snapshot.Control) { c.Title, c.Statement = "U", "V" }, "title neutral, statement neutral"},
		{"value and wording", func(c *snapshot.Control) { c.Statement, c.Parameters = "V", parameterOf(t, "retention", "P60D") }, "parameter weaker"},
		{"override", func(c *snapshot.Control) {
			c.Overrides = []snapshot.Override{{Scope: snapshot.Scope{"plan": {"big"}}, Parameters: parameterOf(t, "retention", "P180D")}}
		}, "parameter weaker"},
		{"override gone", func(c *snapshot.Control) { c.Overrides = nil }, "parameter weaker"},
		{"renamed", func(c *snapshot.Control) { c.ID = "d" }, "id neutral"},
		{"renamed, with its origin", func(c *snapshot.Control) { c.ID, c.Parameters, c.Origin = "d", nil, "o" }, ""},
	} {
		old, now := whole, whole
		tt.edit(&now)
		if now.Origin != "" {
			old.Origin = now.Origin
			tt.want = "parameter weaker, id neutral"
		}
		got := aspects(Between(of(old), of(now)))
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.what, got, tt.want)
		}
	}
}

func of(controls ...snapshot.Control) *snapshot.Snapshot {
	s := &snapshot.Snapshot{Controls: controls}
	s.Sort()
	return s
}

func aspects(c *Comparison) string {
	var out []string
	for _, w := range c.Changed {
		for _, ch := range w.Changes {
			out = append(out, string(ch.Aspect)+" "+string(ch.Grade))
		}
	}
	return strings.Join(out, ", ")
}

// TestGapsHaveNoStrongSide: what describes a weakness is not graded.
func TestGapsHaveNoStrongSide(t *testing.T) {
	with := func(raw string) snapshot.Control {
		return snapshot.Control{ID: "c", Status: "limitation", Parameters: parameterOf(t, "retention", raw)}
	}
	if got := aspects(Between(of(with("P90D")), of(with("P60D")))); got != "parameter neutral" {
		t.Error(got)
	}
	if c := Between(of(), of(with("P90D"))); c.Added[0].Grade != Neutral {
		t.Error(c.Added)
	}
}

func TestRegisters(t *testing.T) {
	at := func(text string) snapshot.Instant {
		d, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return snapshot.At(d)
	}
	old := &snapshot.Snapshot{
		Exceptions:    []snapshot.Exception{{ID: "closed"}, {ID: "longer", Until: at("2026-12-01")}, {ID: "narrow", Scope: snapshot.Scope{"cloud": {"aws", "gcp"}}}},
		Subprocessors: []snapshot.Subprocessor{{ID: "gone"}, {ID: "moved", Places: []string{"EU"}}},
		Frameworks:    []snapshot.Framework{{ID: "pci", Version: "3.2"}},
	}
	now := &snapshot.Snapshot{
		Exceptions:    []snapshot.Exception{{ID: "longer", Until: at("2027-01-01")}, {ID: "narrow", Scope: snapshot.Scope{"cloud": {"aws"}}}, {ID: "opened", Control: "c"}},
		Subprocessors: []snapshot.Subprocessor{{ID: "came"}, {ID: "moved", Places: []string{"US"}}},
		Frameworks:    []snapshot.Framework{{ID: "pci", Version: "4.0"}},
	}
	var got []string
	for _, r := range Between(old, now).Rows() {
		got = append(got, fmt.Sprintf("%s %s: %s", r.Grade, r.ID, r.Text()))
	}
	want := []string{
		"weaker longer: exception: latest date: until 1 December 2026 -> until 1 January 2027 (how long the gap may stand)",
		"weaker opened: exception opened (for c, without an end)",
		"neutral came: subprocessor added", "neutral gone: subprocessor removed", "neutral moved: subprocessor: places: EU -> US",
		"neutral pci: framework: version: 3.2 -> 4.0",
		"stronger closed: exception closed (without an end)",
		"stronger narrow: exception: scope: cloud: aws and gcp -> aws (it holds no longer for gcp)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %s", strings.Join(got, "\n"))
	}
}

func TestProof(t *testing.T) {
	with := func(state, why string) snapshot.Control {
		return snapshot.Control{ID: "c", Status: "in-effect", State: state, Reason: why}
	}
	c := Between(of(with("satisfied", "pass")), of(with("undetermined", "stale")))
	if len(c.Stopped) != 1 || !c.Stopped[0].Age || c.Summary.Weaker != 1 {
		t.Errorf("%+v", c)
	}
	c = Between(of(with("not-satisfied", "contradicted")), of(with("satisfied", "pass")))
	if len(c.Began) != 1 || c.Summary.Stronger != 1 {
		t.Errorf("%+v", c)
	}
	c = Between(of(with("undetermined", "stale")), of(with("not-satisfied", "contradicted")))
	if aspects(c) != "state neutral" {
		t.Errorf("%+v", c)
	}
}

// TestSelfAndMirror: nothing differs from itself, and a comparison the other way
// round says the reverse, whatever the snapshots hold.
func TestSelfAndMirror(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		a, b := randomSnapshot(t, random), randomSnapshot(t, random)
		if c := Between(a, a); !c.Empty() {
			t.Fatalf("differs from itself: %v", c.Rows())
		}
		there, back := Between(a, b), Between(b, a)
		if there.Summary.Weaker != back.Summary.Stronger || there.Summary.Stronger != back.Summary.Weaker || there.Summary.Neutral != back.Summary.Neutral {
			t.Fatalf("%+v and back %+v\n%v\n%v", there.Summary, back.Summary, there.Rows(), back.Rows())
		}
		if !reflect.DeepEqual(ids(there.Withdrawn), ids(back.Added)) || !reflect.DeepEqual(ids(there.Added), ids(back.Withdrawn)) {
			t.Fatal("what is new one way is not withdrawn the other")
		}
		if len(there.Stopped) != len(back.Began) || len(there.Began) != len(back.Stopped) {
			t.Fatal("what stopped one way did not begin the other")
		}
		one, err := json.Marshal(there)
		if err != nil {
			t.Fatal(err)
		}
		if two, err := json.Marshal(Between(a, b)); err != nil || string(one) != string(two) {
			t.Fatal("two runs differ", err)
		}
		if strings.Contains(string(one), "null") && !strings.Contains(string(one), `_value":null`) && !strings.Contains(string(one), `as_of":null`) && !strings.Contains(string(one), `approved":null`) {
			t.Fatalf("the document holds null: %s", one)
		}
	}
}

func ids(list []Claim) []string {
	out := []string{}
	for _, c := range list {
		out = append(out, c.ID)
	}
	slices.Sort(out)
	return out
}

func randomSnapshot(t testing.TB, random *rand.Rand) *snapshot.Snapshot {
	pick := func(words ...string) string { return words[random.IntN(len(words))] }
	s := &snapshot.Snapshot{}
	for i := range 6 {
		if random.IntN(4) == 0 {
			continue
		}
		c := snapshot.Control{
			ID: fmt.Sprintf("c%d-%d", i, random.IntN(2)), Origin: pick("", fmt.Sprint("o", i)), Status: pick("in-effect", "optional", "planned", "limitation"),
			Responsibility: pick("provider", "customer", "shared"), Grade: pick("measured", "asserted"), State: pick("satisfied", "undetermined", "not-satisfied"),
			Assert: pick("", "a", "b"), Statement: pick("s", "t"), Scope: snapshot.Scope{},
		}
		if random.IntN(2) == 0 {
			c.Scope["cloud"] = []string{pick("aws", "gcp"), "azure"}
		}
		for range 3 {
			tt := grades[random.IntN(len(grades))]
			raw := tt.old
			if random.IntN(2) == 0 {
				raw = tt.now
			}
			if c.Parameter(tt.name) == nil {
				c.Parameters = append(c.Parameters, parameterOf(t, tt.name, raw)...)
			}
		}
		if random.IntN(2) == 0 {
			c.Overrides = []snapshot.Override{{Scope: snapshot.Scope{"plan": {"big"}}, Parameters: parameterOf(t, "retention", pick("P1Y", "P30D"))}}
		}
		if random.IntN(2) == 0 {
			c.Evidence = []snapshot.Need{{ID: pick("e", "f"), Every: pick("", "P1D", "P7D"), Schedule: pick("x", "y")}}
		}
		if random.IntN(2) == 0 {
			c.Mappings = []snapshot.Mapping{{Framework: "soc2", Requirement: "A1", Degree: pick("meets", "supports", "falls-short")}}
		}
		s.Controls = append(s.Controls, c)
	}
	for range 2 {
		s.Exceptions = append(s.Exceptions, snapshot.Exception{ID: fmt.Sprint("x", len(s.Exceptions)), Title: pick("t", "u")})
	}
	s.Sort()
	return s
}

func TestApprovals(t *testing.T) {
	control := func(id, status string, retention any) snapshot.Control {
		return snapshot.Control{ID: id, Title: "T", Status: status, Parameters: parameterOf(t, "retention", retention)}
	}
	old := of(control("a", "in-effect", "P90D"), control("b", "in-effect", "P90D"), control("gone", "in-effect", "P9D"))
	now := of(control("a", "in-effect", "P60D"), control("b", "optional", missing))
	now.Exceptions = []snapshot.Exception{{ID: "x", Control: "a"}}
	var all []string
	for _, w := range Between(old, now).Weakenings() {
		all = append(all, fmt.Sprintf("%s %s%s", w.Control, w.Change.Aspect, w.Change.Parameter))
	}
	if want := []string{"gone claim", "a parameterretention", "b parameterretention", "b status", "a exception"}; !slices.Equal(all, want) {
		t.Errorf("got %v, want %v", all, want)
	}
	for _, tt := range []struct {
		a    Approval
		want string // controls and aspects that it fits
	}{
		{Approval{Control: "a", Parameter: "retention", From: "P90D", To: "P60D"}, "a parameter"},
		{Approval{Control: "a", Parameter: "retention", From: "PT2160H", To: "PT1440H"}, "a parameter"},
		{Approval{Control: "a", Parameter: "retention", From: "P90D", To: "P50D"}, ""},
		{Approval{Control: "a", Parameter: "retention", From: "P90D"}, ""},
		{Approval{Control: "a", Parameter: "rto", From: "P90D", To: "P60D"}, ""},
		{Approval{Control: "b", Parameter: "retention", From: "P90D"}, "b parameter"},
		{Approval{Control: "b", Aspect: Status}, "b status"},
		{Approval{Control: "b", Aspect: Status, From: "in-effect", To: "optional"}, "b status"},
		{Approval{Control: "b", Aspect: Status, To: "planned"}, ""},
		{Approval{Control: "gone", Aspect: Whole}, "gone claim"},
		{Approval{Control: "a", Aspect: Exceptions}, "a exception"},
		{Approval{Control: "a", Aspect: Whole}, ""},
	} {
		c := Between(old, now)
		tt.a.By = "Somebody"
		var got []string
		for _, w := range c.Approve([]Approval{tt.a}) {
			got = append(got, w.Control+" "+string(w.Change.Aspect))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%+v fits %v, want %s", tt.a, got, tt.want)
		}
		told := 0
		for _, r := range c.Rows() {
			if strings.Contains(r.Text(), "approved by Somebody") {
				told++
			}
		}
		if told != len(got) {
			t.Errorf("%+v: %d rows say so, want %d", tt.a, told, len(got))
		}
	}
}

func TestRowsAreBrief(t *testing.T) {
	same := strings.Repeat("é", 100)
	for _, tt := range []struct{ from, to, before, after string }{
		{"", "", "", ""},
		{"a", "", "a", "nothing"},
		{same + "x", same + "y", same + "x", same + "y"},
		{same + "x" + same, same + "y" + same, "…" + strings.Repeat("é", 30) + "x" + strings.Repeat("é", 88) + "…", "…" + strings.Repeat("é", 30) + "y" + strings.Repeat("é", 88) + "…"},
		{"", same + same, "nothing", same + strings.Repeat("é", 19) + "…"},
	} {
		r := Row{From: tt.from, To: tt.to}
		if r.Before() != tt.before || r.After() != tt.after {
			t.Errorf("got %q and %q", r.Before(), r.After())
		}
	}
}
