package build

import (
	"bufio"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/bare"
	"github.com/candor-site/candor/internal/claims"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// The bars for the precision of the lint, in percent.
const (
	contradictedBar = 90
	unboundBar      = 80
)

const judgedFile = "testdata/facts/judged.txt"

// corpusSite lays a site of the pages of the corpus, without a catalog.
func corpusSite(t *testing.T) string {
	realInput(t, "corpus/pages/SOURCES.md")
	dir := t.TempDir()
	put(t, dir, "candor.yaml", "site: {title: T, organization: O, base_url: \"https://t.example/\"}\n")
	root := filepath.Join(shared, "corpus/pages")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if ext := filepath.Ext(name); err != nil || d.IsDir() || ext != ".md" && ext != ".mdx" || d.Name() == "SOURCES.md" {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		data, err := os.ReadFile(name)
		put(t, dir, "content/"+strings.ToLower(strings.ReplaceAll(filepath.ToSlash(rel), "__", "-")), string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// factsOf opens a site as an importer sees it, and returns the facts of its
// pages.
func factsOf(t *testing.T, dir string) (*Project, []bare.Fact) {
	t.Helper()
	p, err := Open(t.Context(), Options{Dir: dir, AsOf: asOf, Workers: 2, Lenient: true, Stubs: true, Drafts: true})
	if err != nil {
		t.Fatal(err)
	}
	return p, slices.DeleteFunc(bare.Facts(p.Site), func(f bare.Fact) bool { return f.Page == nil })
}

// keyOf names an unbound fact as it is reported: names and versions once a page.
func keyOf(f bare.Fact) string {
	at := f.Span.Position()
	name := strings.TrimPrefix(at.Path, "content/")
	return fmt.Sprintf("%s:%d %s %s", name, at.Line, f.Kind, f.Value)
}

// reported returns the keys of the unbound facts, names and versions once a
// page.
func reported(facts []bare.Fact) []string {
	seen := map[string]bool{}
	var out []string
	for _, f := range facts {
		once := ""
		switch f.Kind {
		case "product", "standard", "cipher", "version":
			once = f.Span.Path() + f.Value
		}
		if f.Class != bare.Unbound || seen[once] && once != "" {
			continue
		}
		seen[once] = true
		out = append(out, keyOf(f))
	}
	return out
}

// TestUnboundPrecision holds what the lint calls unbound to judgements by hand,
// on the pages of the corpus and the five seeds, both without a catalog, and on
// the seeds with theirs. A line of the table is "+" for a fact about security
// that a catalog should carry and "-" for any other, and the fact.
func TestUnboundPrecision(t *testing.T) {
	judged := judgements(t)
	seedsAlone := t.TempDir()
	put(t, seedsAlone, "candor.yaml", "site: {title: T, organization: O, base_url: \"https://t.example/\"}\n")
	seedPages(t, seedsAlone)
	withClaims, _ := seedSite(t)
	all, right := map[string]bool{}, 0
	for name, dir := range map[string]string{"corpus": corpusSite(t), "seeds": seedsAlone, "seeds with claims": withClaims} {
		p, facts := factsOf(t, dir)
		keys := reported(facts)
		good := 0
		for _, key := range keys {
			verdict, ok := judged[key]
			if !ok {
				t.Errorf("not judged: %s", key)
			}
			if verdict {
				good++
			}
			if !all[key] && verdict {
				right++
			}
			all[key] = true
		}
		t.Logf("%s: %d pages, %d of %d unbound facts are right", name, len(p.Site.Pages), good, len(keys))
		if name == "corpus" && len(p.Site.Pages) < 30 {
			t.Errorf("%d pages of the corpus were read, want 30 or more", len(p.Site.Pages))
		}
	}
	for key := range judged {
		if !all[key] {
			t.Errorf("judged, and not found any more: %s", key)
		}
	}
	if percent := 100 * right / max(len(all), 1); percent < unboundBar {
		t.Errorf("%d of %d unbound facts are right, %d %%; want %d %%", right, len(all), percent, unboundBar)
	} else {
		t.Logf("together: %d of %d, %d %%", right, len(all), percent)
	}
}

// judgements reads the table.
func judgements(t *testing.T) map[string]bool {
	t.Helper()
	f, err := os.Open(filepath.FromSlash(judgedFile))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]bool{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		sign, key, ok := strings.Cut(lines.Text(), " ")
		if strings.HasPrefix(sign, "#") || sign == "" {
			continue
		}
		if !ok || sign != "+" && sign != "-" {
			t.Fatalf("%s: %q", judgedFile, lines.Text())
		}
		out[key] = sign == "+"
	}
	return out
}

// TestContradictedPrecision changes one parameter of the seeds' claims after the
// other. What is then called contradicted must be about that parameter; on the
// claims as they are, nothing may be: they were taken from the pages.
func TestContradictedPrecision(t *testing.T) {
	dir, _ := seedSite(t)
	p, facts := factsOf(t, dir)
	stated := map[string]bool{} // parameters whose value stands on a page
	for _, f := range facts {
		switch f.Class {
		case bare.Contradicted:
			t.Errorf("%s: %q is called contradicted by %s.%s = %s (%s)", f.Span.Position(), f.Words, f.Control, f.Parameter, f.Claimed, f.Why)
		case bare.Equal:
			stated[f.Control+"."+f.Parameter] = f.Parameter != ""
		}
	}
	right, wrong, changed, caught := 0, 0, 0, 0
	for _, c := range p.Site.Catalog.Controls {
		for i := range c.Parameters {
			other, ok := another(c.Parameters[i].Value)
			if !ok {
				continue
			}
			was := c.Parameters[i]
			c.Parameters[i] = trust.Parameter{Name: was.Name, Span: was.Span, Value: other}
			hit := false
			for _, f := range bare.Facts(p.Site) {
				if f.Class != bare.Contradicted || f.Page == nil {
					continue
				}
				if f.Control == c.ID && f.Parameter == was.Name {
					hit = true
					right++
				} else {
					wrong++
					t.Logf("%s.%s became %s, and %s: %q is called contradicted by %s.%s", c.ID, was.Name, other, f.Span.Position(), f.Words, f.Control, f.Parameter)
				}
			}
			c.Parameters[i] = was
			changed++
			if stated[c.ID+"."+was.Name] {
				if hit {
					caught++
				} else {
					t.Logf("missed: %s.%s became %s", c.ID, was.Name, other)
				}
			}
		}
	}
	n := len(slices.DeleteFunc(slices.Collect(maps.Values(stated)), func(ok bool) bool { return !ok }))
	t.Logf("%d parameters changed: %d findings are right, %d are not; of %d parameters that pages state in words, %d were caught", changed, right, wrong, n, caught)
	if right < 12 || 100*right < contradictedBar*(right+wrong) {
		t.Errorf("%d of %d findings are right, want %d %%", right, right+wrong, contradictedBar)
	}
	if 100*caught < 25*n {
		t.Errorf("of %d parameters that pages state in words, %d were caught", n, caught)
	}
}

// TestRivals shows when a control with the very value explains a sentence that
// fits another control, too: unless the page cites that one alone.
func TestRivals(t *testing.T) {
	for words, want := range map[string]int{
		"Security logs are kept for 90 days.":                                                                                  0,
		"Security logs are kept for 90 days.\n\nIt is {control.security-logs.state}.":                                          1,
		"Security logs are kept for 90 days.\n\nIt is {control.security-logs.state}, and {control.database-logs.state} there.": 0,
	} {
		dir := t.TempDir()
		put(t, dir, "candor.yaml", "site: {title: T, organization: O, base_url: \"https://t.example/\"}\n")
		put(t, dir, "controls/c.yaml", "controls:\n  - {id: security-logs, title: Security logs are kept, kind: retention, parameters: {retention: P60D}}\n"+
			"  - {id: database-logs, title: Security logs of databases are kept, kind: retention, parameters: {retention: P90D}}\n")
		put(t, dir, "content/index.md", words+"\n")
		_, facts := factsOf(t, dir)
		got := 0
		for _, f := range facts {
			if f.Class == bare.Contradicted {
				got++
			}
		}
		if got != want {
			t.Errorf("%q: %d contradictions, want %d: %+v", words, got, want, facts)
		}
	}
}

// another returns another value of the type of v, where it is one that can be
// read in prose.
func another(v parameter.Value) (parameter.Value, bool) {
	var raw any
	switch v.Type {
	case parameter.Duration, parameter.Retention:
		raw = "P61D"
	case parameter.Frequency:
		raw = "P45D"
	case parameter.Count, parameter.CountOrAll:
		raw = map[string]any{"op": ">=", "value": int64(v.Number) + 5}
	case parameter.Ports:
		raw = []any{int64(9443)}
	case parameter.Int:
		raw = int64(v.Number) * 2
	case parameter.Version:
		raw = "1.9"
	default:
		return v, false
	}
	if v.Word != "" || v.Readings != nil {
		return v, false
	}
	out, err := parameter.Parse(v.Type, raw)
	return out, err == nil
}

// TestFactsRecall counts how many of the values that the seeds' claims carry the
// lint finds at the line that the claim was taken from. Values that a line
// implies and does not write (one region for "a single region", every release
// for a heading) are among those that it does not.
func TestFactsRecall(t *testing.T) {
	_, list := claims.Convert(source.NewFile("claims.yaml", realInput(t, "seeds/claims.yaml")))
	if len(list) > 0 {
		t.Fatal(list)
	}
	dir, _ := seedSite(t)
	p, facts := factsOf(t, dir)
	at := map[string][]bare.Fact{}
	for _, f := range facts {
		pos := f.Span.Position()
		at[fmt.Sprintf("%s:%d", strings.TrimPrefix(pos.Path, "content/"), pos.Line)] = append(at[fmt.Sprintf("%s:%d", strings.TrimPrefix(pos.Path, "content/"), pos.Line)], f)
	}
	found, all := map[parameter.Type]int{}, map[parameter.Type]int{}
	for _, c := range p.Site.Catalog.Controls {
		for _, param := range c.Parameters {
			want := valuesOf(param.Value)
			if len(want) == 0 || param.Value.Inferred {
				continue
			}
			all[param.Value.Type]++
			if slices.ContainsFunc(linesOf(c, p.Site), func(line string) bool {
				return slices.ContainsFunc(at[line], func(f bare.Fact) bool { return slices.ContainsFunc(want, func(w string) bool { return states(f, w) }) })
			}) {
				found[param.Value.Type]++
			}
		}
	}
	sum, total := 0, 0
	for _, typ := range slices.Sorted(maps.Keys(all)) {
		t.Logf("%s: %d of %d", typ, found[typ], all[typ])
		sum, total = sum+found[typ], total+all[typ]
	}
	t.Logf("together: %d of %d", sum, total)
	if sum < 50 {
		t.Errorf("%d of %d values are found at their line, want 50 at least", sum, total)
	}
}

// states reports whether a fact has a value: "P90D", or the number of "3
// region", "TLS 1.2" and "AES-256".
func states(f bare.Fact, want string) bool {
	return f.Value == want || slices.Contains(strings.FieldsFunc(f.Value, func(r rune) bool { return r == ' ' || r == '-' || r == '%' }), want)
}

// valuesOf returns a value as facts give it; nil for what no fact is.
func valuesOf(v parameter.Value) []string {
	switch {
	case v.Word != "":
		return nil
	case v.Type == parameter.Duration || v.Type == parameter.Retention:
		return []string{v.Period.String()}
	case v.Type == parameter.Frequency && v.Schedule.String() != "periodic-unspecified" && v.Schedule.String() != "as-needed" && v.Schedule.String() != "role-based":
		return []string{v.Schedule.String()}
	case v.Type == parameter.Count, v.Type == parameter.CountOrAll, v.Type == parameter.Quantity, v.Type == parameter.Uptime:
		return []string{fmt.Sprint(v.Number)}
	case v.Type == parameter.Version:
		return []string{v.String(), strings.Fields(v.String())[0]}
	case v.Type == parameter.Ports:
		var out []string
		list, _ := v.Raw.([]any)
		for _, port := range list {
			out = append(out, fmt.Sprint(port))
		}
		return out
	}
	return nil
}

// linesOf returns the lines of a page that a claim was taken from, with the
// one after each: the pages of plain texts are two lines longer.
func linesOf(c *trust.Control, s *site.Site) []string {
	page := strings.TrimPrefix(seeds[c.Origin.File], "content/")
	shift := 0
	if strings.HasSuffix(c.Origin.File, ".txt") {
		shift = 2
	}
	var out []string
	for _, line := range c.Origin.Lines {
		for _, l := range []int{line - 1, line, line + 1} {
			out = append(out, fmt.Sprintf("%s:%d", page, l+shift))
		}
	}
	return out
}
