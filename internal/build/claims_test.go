package build

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/candor-site/candor/internal/claims"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/rule"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// # Worlds: evidence for every claim of the seeds
//
// testdata/worlds/SEED holds one world: an organisation whose evidence keeps
// every machine-checkable claim of that seed at once. To add a seed:
//
//  1. evidence/ID.json (or .yaml for records that people keep): one file for
//     each key of evidence_files that the claims of the seed name, in the true
//     shape of its tool, with two or more items in each list and neighbours that
//     an assertion must not trip over. Written by us: nothing is copied from
//     shared. Envelopes are made by the test; files whose shape is "record" in
//     the inventory are enveloped as manual.
//  2. world.yaml: when the world is judged and collected (see type world), the
//     feeds of the events that its claims wait for, and variations for claims
//     that contradict another one of the seed. formats/*.yaml reads feeds that
//     no embedded format knows.
//  3. claims.yaml: a row for each claim (see type row), with a contradiction: a
//     realistic change to one file that makes the claim false.
//  4. corrections.yaml, where an assertion of the inventory is wrong: never bend
//     the evidence. Each correction must be needed: the original fails its row.
//
// `go test ./internal/build -run TestClaims/SEED -v` prints the counts.

// row is what the test does with one claim, beside judging it in its world.
type row struct {
	In         string `yaml:"in"` // the variation of the world that keeps the claim
	refutation `yaml:",inline"`
	Also       []refutation `yaml:"also"`
	// Empty is the list without which the claim proves nothing, or why it has none.
	Empty emptying `yaml:"empty"`
	// Unread says of evidence that the assertion does not read why that is right.
	Unread map[string]string `yaml:"unread"`
}

// refutation is a change that makes a claim false.
type refutation struct {
	Contradict patches `yaml:"contradict"`
	Says       string  `yaml:"says"`
	// Stops are other claims that cannot be judged then: those that hold on the
	// condition that this one does.
	Stops []string `yaml:"stops"`
}

// emptying is a list to empty, with what to set where the file says in another
// way that there is nothing, or the reason why there is none.
type emptying struct {
	lists patches
	none  string
}

func (e *emptying) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return n.Decode(&e.none)
	}
	if err := n.Decode(&e.lists); err != nil {
		return err
	}
	for i := range e.lists {
		if e.lists[i].Set == nil {
			e.lists[i].Set = []any{}
		}
	}
	return nil
}

// correction replaces an assertion of the inventory that is wrong.
type correction struct {
	Trouble string `yaml:"trouble"` // what the original does
	Assert  string `yaml:"assert"`
}

// inventory is claims.yaml, as far as these tests read it.
type inventory struct {
	Seeds []struct {
		File, Prefix string
	}
	Files  map[string]struct{ Shape string } `yaml:"evidence_files"`
	Claims []inventoryClaim
}

type inventoryClaim struct {
	ID        string
	Seed      string
	Status    string
	Checkable string
	Evidence  []struct{ File string }
	Freshness struct {
		Basis  string
		MaxAge string `yaml:"max_age"`
		Event  string
	}
	Assertion       string
	EmptyPopulation string `yaml:"empty_population"`
}

// TestClaims judges every machine-checkable claim of the seeds in a world that
// keeps it, in one that breaks it, when its evidence is old, and without it.
func TestClaims(t *testing.T) {
	data := realInput(t, "seeds/claims.yaml")
	var in inventory
	if err := yaml.Unmarshal(data, &in); err != nil {
		t.Fatal(err)
	}
	manual := map[string]bool{}
	for id, f := range in.Files {
		manual[id] = f.Shape == "record"
	}
	for _, s := range in.Seeds {
		t.Run(s.Prefix, func(t *testing.T) {
			dir := filepath.Join("testdata", "worlds", s.Prefix)
			t.Parallel()
			var list []inventoryClaim
			for _, c := range in.Claims {
				if c.Seed == s.File && c.Checkable == "machine" {
					list = append(list, c)
				}
			}
			newClaimTest(t, dir, s.Prefix, data, manual).all(t, list)
		})
	}
}

// claimTest is the world of one seed with the rows of its claims.
type claimTest struct {
	world       *world
	rows        map[string]row
	corrections map[string]correction
	base        *trust.Assessment
	counts      map[string]int
}

// newClaimTest builds the site of a seed: its claims, corrected, over its world.
func newClaimTest(t *testing.T, from, prefix string, data []byte, manual map[string]bool) *claimTest {
	t.Helper()
	c := &claimTest{world: readWorld(t, from, manual), counts: map[string]int{}}
	strictYAML(t, filepath.Join(from, "claims.yaml"), &c.rows)
	if _, err := os.Stat(filepath.Join(from, "corrections.yaml")); err == nil {
		strictYAML(t, filepath.Join(from, "corrections.yaml"), &c.corrections)
	}
	dir := t.TempDir()
	in, list := claims.Convert(source.NewFile("claims.yaml", corrected(t, data, c.corrections)))
	if len(list) > 0 {
		t.Fatal(list)
	}
	for _, f := range in.Files {
		put(t, dir, f.Path, string(f.Text))
	}
	for _, f := range []string{"soc2", "iso27001", "nist80053", "pci", "ccm"} {
		name := "controls/frameworks/" + f + ".yaml"
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		put(t, dir, name, string(text))
	}
	put(t, dir, "candor.yaml", c.world.siteFile(in.Scope))
	c.world.lay(t, dir, from)

	own := "controls/" + prefix + ".yaml"
	p, err := Open(context.Background(), Options{Dir: dir, AsOf: c.world.AsOf, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range p.Diagnostics.Without(diag.Note) {
		// The controls of other seeds are there for the ties between claims.
		if d.Severity == diag.Error && !relational(d.Code) && (d.Span.File.Path == own || !strings.HasPrefix(d.Span.File.Path, "controls/")) {
			t.Errorf("%v (%s)", d, d.Hint)
		}
	}
	s := *p.Site
	catalog := *s.Catalog
	catalog.Controls = slices.DeleteFunc(slices.Clone(catalog.Controls), func(c *trust.Control) bool {
		return strings.TrimRight(c.ID, "0123456789") != prefix+"-"
	})
	s.Catalog, c.world.site = &catalog, &s
	c.base = c.world.judge(t, "", c.world.AsOf, change{})
	return c
}

// siteFile declares the scope of the claims and the events of the world.
func (w *world) siteFile(scope map[string][]string) string {
	var b strings.Builder
	b.WriteString("site: {title: World, organization: World, base_url: \"https://world.example/\", timezone: UTC}\npolicy: {missing: \"off\", contradicted: \"off\"}\nscope:\n")
	for _, axis := range slices.Sorted(maps.Keys(scope)) {
		fmt.Fprintf(&b, "  %s: [%s]\n", axis, strings.Join(scope[axis], ", "))
	}
	if len(w.Events) > 0 {
		b.WriteString("events:\n")
	}
	for _, event := range slices.Sorted(maps.Keys(w.Events)) {
		f := w.Events[event]
		fmt.Fprintf(&b, "  %s: {evidence: %s", event, f.Evidence)
		if f.Lead != "" {
			fmt.Fprintf(&b, ", lead: %s", f.Lead)
		}
		if f.Lag != "" {
			fmt.Fprintf(&b, ", lag: %s", f.Lag)
		}
		b.WriteString("}\n")
	}
	return b.String()
}

// corrected returns the inventory with some assertions replaced.
func corrected(t *testing.T, data []byte, corrections map[string]correction) []byte {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	done := 0
	for _, claim := range field(doc.Content[0], "claims").Content {
		if c, ok := corrections[field(claim, "id").Value]; ok && field(claim, "assertion") != nil {
			field(claim, "assertion").Value = strings.TrimSpace(c.Assert)
			done++
		}
	}
	if done != len(corrections) {
		t.Fatalf("%d of %d corrections name a claim with an assertion", done, len(corrections))
	}
	out, err := yaml.Marshal(&doc)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// field returns the value of a key of a mapping, or nil.
func field(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// all tests the claims of the seed, and that each has a row and each row a claim.
func (c *claimTest) all(t *testing.T, list []inventoryClaim) {
	known := map[string]bool{}
	for _, claim := range list {
		known[claim.ID] = true
		r, ok := c.rows[claim.ID]
		if !ok {
			t.Errorf("%s has no row: %s", claim.ID, claim.Assertion)
			continue
		}
		t.Run(claim.ID, func(t *testing.T) { c.claim(t, claim, r) })
	}
	for _, id := range slices.Sorted(maps.Keys(c.rows)) {
		if !known[id] {
			t.Errorf("the row %s is for no machine-checkable claim", id)
		}
	}
	t.Logf("%d claims: %d satisfied, %d contradictions, %d stale, %d without one of their files, %d emptied; %d corrected",
		len(list), c.counts["satisfied"], c.counts["contradicted"], c.counts["stale"], c.counts["missing"], c.counts["empty"], len(c.corrections))
}

// claim runs the checks of one claim.
func (c *claimTest) claim(t *testing.T, claim inventoryClaim, r row) {
	control := c.world.site.Catalog.Control(claim.ID)
	if control == nil {
		t.Fatal("the claim is no control of the site")
	}
	c.check(t, "satisfied", func(t *testing.T) { c.satisfied(t, claim, control, r) })
	for _, ref := range append([]refutation{r.refutation}, r.Also...) {
		c.check(t, "contradicted", func(t *testing.T) {
			c.contradicted(t, claim, r, ref)
			c.bystanders(t, claim, r, ref)
		})
	}
	c.check(t, "stale", func(t *testing.T) { c.stale(t, claim, control, r) })
	for _, need := range control.Needs {
		c.check(t, "missing", func(t *testing.T) {
			f := c.finding(t, claim, c.world.AsOf, change{patches: c.variation(t, r), without: need.ID})
			wantState(t, f, trust.Undetermined, trust.Reason(trust.Missing))
		})
	}
	if len(r.Empty.lists) == 0 && r.Empty.none == "" {
		t.Error("the row does not say which list the claim is about, or why there is none")
	}
	for _, list := range r.Empty.lists {
		c.check(t, "empty", func(t *testing.T) { c.empty(t, claim, r, list) })
	}
	c.reads(t, claim, control, r)
	if _, ok := c.corrections[claim.ID]; ok {
		c.needed(t, claim, control, r)
	}
}

func (c *claimTest) check(t *testing.T, name string, do func(t *testing.T)) {
	if t.Run(name, do) {
		c.counts[name]++
	}
}

// finding judges one claim in a changed world.
func (c *claimTest) finding(t *testing.T, claim inventoryClaim, at time.Time, with change) *trust.Finding {
	with.alone = true
	return c.world.judge(t, claim.ID, at, with).Finding(claim.ID)
}

// variation returns the patches of the variation in which a claim holds.
func (c *claimTest) variation(t *testing.T, r row) patches {
	v, ok := c.world.Variations[r.In]
	if !ok && r.In != "" {
		t.Fatalf("the world has no variation %q", r.In)
	}
	return slices.Clip(v)
}

// wantState compares the state and, where reasons are given, the reason.
func wantState(t *testing.T, f *trust.Finding, state trust.State, reasons ...trust.Reason) {
	t.Helper()
	if f.State != state || len(reasons) > 0 && !slices.Contains(reasons, f.Reason) {
		t.Errorf("%s (%s: %s), want %s %v", f.State, f.Reason, f.Detail, state, reasons)
	}
}

// satisfied holds a claim against the world that keeps it. Of a recorded gap the
// assertion says that the gap is there.
func (c *claimTest) satisfied(t *testing.T, claim inventoryClaim, control *trust.Control, r row) {
	f := c.finding(t, claim, c.world.AsOf, change{patches: c.variation(t, r)})
	if control.Status == trust.Excepted {
		wantState(t, f, trust.NotSatisfied, trust.ReasonExcepted)
	} else {
		wantState(t, f, trust.Satisfied, trust.ReasonPass)
	}
	if f.Grade == trust.Asserted {
		t.Errorf("the grade is %s though evidence stands behind the claim", f.Grade)
	}
}

// contradicted holds a claim against a world that breaks it.
func (c *claimTest) contradicted(t *testing.T, claim inventoryClaim, r row, ref refutation) {
	if len(ref.Contradict) == 0 || ref.Says == "" {
		t.Fatal("the row has no contradiction, or does not say what it is")
	}
	f := c.finding(t, claim, c.world.AsOf, change{patches: append(c.variation(t, r), ref.Contradict...)})
	if claim.Status == string(trust.Excepted) {
		wantState(t, f, trust.Undetermined, trust.ReasonObsolete)
		return
	}
	wantState(t, f, trust.NotSatisfied, trust.ReasonContradicted)
	t.Logf("%s: %s", ref.Says, f.Detail)
	if f.Detail == "" || f.Detail == "the assertion does not hold" {
		t.Errorf("the finding names no fact: %q, though %s", f.Detail, ref.Says)
	}
}

// bystanders checks that a contradiction leaves other claims decidable: what
// shares the fact may fall with it, and nothing stops being judged.
func (c *claimTest) bystanders(t *testing.T, claim inventoryClaim, r row, ref refutation) {
	if r.In != "" {
		return
	}
	after := c.world.judge(t, claim.ID, c.world.AsOf, change{patches: ref.Contradict})
	for i, f := range after.Findings {
		stopped := f.State == trust.Undetermined && f.Reason != trust.ReasonObsolete && c.base.Findings[i].State != trust.Undetermined
		if stopped != slices.Contains(ref.Stops, f.Control) {
			t.Errorf("%s: %s (%s: %s), and the row says otherwise", f.Control, f.State, f.Reason, f.Detail)
		}
	}
}

// ageReasons are the reasons for which old evidence counts no more.
var ageReasons = []trust.Reason{trust.Reason(trust.Stale), trust.Reason(trust.Expired)}

// stale judges a claim before and after its limit. The longest grace of the
// site's defaults is 7 days.
func (c *claimTest) stale(t *testing.T, claim inventoryClaim, control *trust.Control, r row) {
	var first, last time.Time
	for _, n := range control.Needs {
		at := c.world.collected(n.ID)
		if first.IsZero() || at.Before(first) {
			first = at
		}
		if at.After(last) {
			last = at
		}
	}
	with := change{patches: c.variation(t, r)}
	switch claim.Freshness.Basis {
	case "none":
		f := c.finding(t, claim, last.AddDate(20, 0, 0), with)
		if slices.Contains(ageReasons, f.Reason) {
			t.Errorf("%s: %s", f.Reason, f.Detail)
		}
		return
	case "event":
		c.overtaken(t, claim, control, with)
		return
	}
	limit, err := period.Parse(claim.Freshness.MaxAge)
	if err != nil {
		t.Fatal(err)
	}
	if f := c.finding(t, claim, limit.After(first, time.UTC).Add(-time.Second), with); slices.Contains(ageReasons, f.Reason) {
		t.Errorf("%s before its limit of %s: %s", f.Reason, claim.Freshness.MaxAge, f.Detail)
	}
	f := c.finding(t, claim, limit.After(last, time.UTC).AddDate(0, 0, 7).Add(time.Second), with)
	wantState(t, f, trust.Undetermined, ageReasons...)
}

// overtaken judges a claim after a later event, and without the feed that tells
// of events. A claim that rests on the feed alone follows it, and is old when
// the feed is.
func (c *claimTest) overtaken(t *testing.T, claim inventoryClaim, control *trust.Control, with change) {
	feed, ok := c.world.Events[claim.Freshness.Event]
	if !ok {
		t.Fatalf("the world has no feed for the event %q", claim.Freshness.Event)
	}
	if !slices.ContainsFunc(control.Needs, func(n trust.Need) bool { return n.ID != feed.Evidence }) {
		f := c.finding(t, claim, c.world.collected(feed.Evidence).AddDate(0, 0, 15), with)
		wantState(t, f, trust.Undetermined, append([]trust.Reason{trust.Reason(trust.UndatedEvent)}, ageReasons...)...)
		return
	}
	later := change{patches: append(with.patches, feed.Next...), collected: map[string]time.Time{feed.Evidence: feed.On.Add(time.Hour)}}
	f := c.finding(t, claim, feed.On.AddDate(0, 0, 6), later)
	wantState(t, f, trust.Undetermined, ageReasons...)
	with.without = feed.Evidence
	f = c.finding(t, claim, c.world.AsOf, with)
	wantState(t, f, trust.Undetermined, trust.Reason(trust.UndatedEvent), trust.Reason(trust.Missing))
}

// empty empties the list that a claim is about.
func (c *claimTest) empty(t *testing.T, claim inventoryClaim, r row, list patch) {
	f := c.finding(t, claim, c.world.AsOf, change{patches: append(c.variation(t, r), list)})
	if claim.EmptyPopulation == "pass" {
		wantState(t, f, trust.Satisfied)
	} else if f.State == trust.Satisfied || f.Reason == trust.ReasonExcepted {
		t.Errorf("%s (%s) with nothing in %s", f.State, f.Reason, list.At)
	}
}

// reads checks that evidence which a claim names can contradict it.
func (c *claimTest) reads(t *testing.T, claim inventoryClaim, control *trust.Control, r row) {
	read := c.world.site.Rules[claim.ID].Assert.Reads()
	var names []string
	for _, n := range control.Needs {
		names = append(names, n.ID)
		if why, unread := r.Unread[n.ID]; unread == slices.Contains(read, n.ID) {
			t.Errorf("the evidence %q is read: %v; the row says %q", n.ID, !unread, why)
		}
	}
	for _, id := range read {
		if !slices.Contains(names, id) {
			t.Errorf("the assertion reads %q, which the claim does not name", id)
		}
	}
}

// needed checks that the original assertion fails what the corrected one passes.
func (c *claimTest) needed(t *testing.T, claim inventoryClaim, control *trust.Control, r row) {
	if c.corrections[claim.ID].Trouble == "" {
		t.Error("the correction does not say what is wrong")
	}
	p, list := rule.Compile(source.Text{Value: claim.Assertion, Span: control.Assert.Span})
	if len(list) > 0 {
		t.Fatal(list)
	}
	works := func(f *trust.Finding, state trust.State, reason trust.Reason) bool {
		return f.State == state && f.Reason == reason
	}
	judge := func(more patches) *trust.Finding {
		return c.finding(t, claim, c.world.AsOf, change{patches: append(c.variation(t, r), more...), original: p})
	}
	excepted := control.Status == trust.Excepted
	if f := judge(nil); !excepted && !works(f, trust.Satisfied, trust.ReasonPass) || excepted && f.Reason != trust.ReasonExcepted {
		return
	}
	for _, ref := range append([]refutation{r.refutation}, r.Also...) {
		if f := judge(ref.Contradict); !excepted && !works(f, trust.NotSatisfied, trust.ReasonContradicted) || excepted && f.Reason != trust.ReasonObsolete {
			return
		}
	}
	for _, list := range r.Empty.lists {
		f := judge(patches{list})
		if passes := f.State == trust.Satisfied || f.Reason == trust.ReasonExcepted; passes != (claim.EmptyPopulation == "pass") {
			return
		}
	}
	t.Errorf("the correction is not needed: the original passes every check")
}
