package pattern

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPlan says which expressions need no machine.
func TestPlan(t *testing.T) {
	for text, want := range map[string]bool{
		`^arn:[^:]*:logs:[^:]*:(\d{12}):`: true, `^arn:[^:]*:logs:([^:]+):`: true, `^projects/([^/]+)/`: true, `^VULNERABLE`: true,
		`^(DL|SC)[0-9]{4}$`: false, `^([a-z]+):(\d+)$`: true, `^(.+)$`: false, `List$`: false, `^a*a`: false, `^[^:]*[^:]`: false,
		`^[a-c]*[d-f]+g`: true, `^[a-c]*[d-f]*a`: false, `^[a-c]+[c-f]+`: false, `^(?i)a`: false, `^a|b`: false, `^[é]+`: false, `^[^é]+`: false, `^[^:]{2}`: false,
		`^\d{2}(\d)`: true, `^é[^:]*:`: true, `^a+?b`: false, `^`: false, `^a$b`: true, `^((a)(b*))c`: false, `^(([ab])([cd]*))e`: true,
	} {
		p, err := Compile(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.steps != nil; got != want {
			t.Errorf("%s: taken step by step %t, want %t", text, got, want)
		}
	}
}

// same compares what is found with what package regexp finds.
func same(t *testing.T, p *Pattern, text string) {
	t.Helper()
	want := regexp.MustCompile(p.String()).FindStringSubmatch(text)
	if got := p.Find(text); !slices.Equal(got, want) || (got == nil) != (want == nil) {
		t.Errorf("%s finds %q in %q, want %q", p, got, text, want)
	}
	if p.Groups() > 0 {
		if got, ok := p.First(text); ok != (want != nil) || ok && got != want[1] {
			t.Errorf("%s finds %q %t first in %q, want %q", p, got, ok, text, want)
		}
		if want != nil { // then in texts that begin alike
			var again Again
			again.First(p, text)
			for i := range len(text) + 1 {
				for _, other := range []string{text[:i], text[:i] + "1" + text[i:], text + text[i:], text[i:]} {
					group, ok := p.First(other)
					if got, also := again.First(p, other); got != group || also != ok {
						t.Errorf("%s finds %q %t in %q after %q, want %q %t", p, got, also, other, text, group, ok)
					}
				}
			}
		}
	}
	if got := p.Match(text); got != (want != nil) {
		t.Errorf("%s matches %q: %t", p, text, got)
	}
}

// written are the expressions of the formats that are embedded in the program.
func written(t testing.TB) []string {
	files, err := filepath.Glob("../format/formats/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no formats", err)
	}
	find := regexp.MustCompile(`match(?:es)?: '([^']*)'`)
	var out []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range find.FindAllStringSubmatch(string(data), -1) {
			out = append(out, m[1])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestFormats tries the expressions of the formats on texts that are nearly
// what they look for.
func TestFormats(t *testing.T) {
	simple := 0
	texts := []string{
		"", "arn:aws:logs:eu-central-1:111122223333:log-group:/a:*", "arn:aws:iam::111122223333:user/x", "projects/p/locations/l/keyRings/k", "arn:::::", "arn:aws:kms:eu:12345678901:",
		"https://api.github.com/repos/a/b/actions/runs", "DL3008", "v1", "ghsa-abc-1", "\xff:\xff", "arn:\xffé:rds:é:111122223333:é", "report_datetime_start=2026",
	}
	for _, text := range written(t) {
		p, err := Compile(text)
		if err != nil {
			continue // what the search cut out is no expression
		}
		if p.steps != nil {
			simple++
		}
		for _, try := range texts {
			for i := range len(try) + 1 {
				same(t, p, try[:i])
				same(t, p, try[i:])
			}
		}
	}
	if simple < 50 {
		t.Errorf("only %d expressions of formats need no machine", simple)
	}
}

func FuzzPattern(f *testing.F) {
	for _, text := range append(written(f), `^a*b`, `^[^:]*:(\d{2})$`, `^(a[b-d]*)(e+)f`, `^[^:]+$`, `^é[^é]*`) {
		f.Add(text, "arn:aws:logs:eu-central-1:111122223333:log-group:/a:*")
		f.Add(text, strings.TrimLeft(text, "^"))
	}
	f.Fuzz(func(t *testing.T, text, in string) {
		if p, err := Compile(text); err == nil && len(in) < 1000 {
			same(t, p, in)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	p, err := Compile(`^arn:[^:]*:logs:[^:]*:(\d{12}):`)
	if err != nil {
		b.Fatal(err)
	}
	const text = "arn:aws:logs:eu-central-1:111122223333:log-group:/system/user-4711:*"
	for name, find := range map[string]func(string) []string{"steps": p.Find, "machine": p.machine.FindStringSubmatch} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				find(text)
			}
		})
	}
}
