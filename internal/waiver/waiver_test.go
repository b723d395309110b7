package waiver

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

func waivable(c diag.Code) bool { return c == "fact-unbound" || c == "fact-literal" }

func TestRead(t *testing.T) {
	tests := []struct {
		name, file, text string
		want             []string // FROM-TO CODES: REASON, or the message
	}{
		{"line before", "a.md", "x\n\n<!-- candor: allow fact-unbound: of the law -->\n90 days\n", []string{"3-4 fact-unbound: of the law"}},
		{"line before, with a blank line between", "a.md", "<!-- candor: allow fact-unbound: of the law -->\n\n90 days\n90 days\n", []string{"1-3 fact-unbound: of the law"}},
		{"same line", "a.md", "90 days <!-- candor: allow fact-unbound: of the law -->\n90 days\n", []string{"1-1 fact-unbound: of the law"}},
		{"over lines", "a.md", "<!-- candor: allow fact-unbound:\n  of the law -->\n90 days\n", []string{"1-3 fact-unbound: of the law"}},
		{"two codes", "a.md", "x <!-- candor: allow fact-unbound, fact-literal: of the law -->\n", []string{"1-1 fact-unbound,fact-literal: of the law"}},
		{"mdx", "a.mdx", "{/* candor: allow fact-literal: quoted */}\n90 days\n", []string{"1-2 fact-literal: quoted"}},
		{"mdx in a cell", "a.mdx", "| 90 days {/* candor: allow fact-literal: quoted */} |\n", []string{"1-1 fact-literal: quoted"}},
		{"crlf", "a.md", "<!-- candor: allow fact-unbound: law -->\r\n90 days\r\n", []string{"1-2 fact-unbound: law"}},
		{"front matter", "a.md", "---\n# candor: allow fact-unbound: law\ndescription: 90 days\n---\nx\n", []string{"2-3 fact-unbound: law"}},
		{"yaml, own line", "c.yaml", "a:\n  # candor: allow fact-unbound: law\n  title: 90 days\n  x: 1\n", []string{"2-3 fact-unbound: law"}},
		{"yaml, end of line", "c.yaml", "title: 90 days # candor: allow fact-unbound: law\nx: 1\n", []string{"1-1 fact-unbound: law"}},
		{"yaml, block", "c.yaml", "# candor: allow fact-unbound: law\nstatement: >-\n  90\n\n  days\nx: 1\n", []string{"1-5 fact-unbound: law"}},
		{"yaml, folded", "c.yaml", "- id: a\n  # candor: allow fact-unbound: law\n  statement: 90\n    days\n  x: 1\n", []string{"2-4 fact-unbound: law"}},
		{"yaml, an item is more than its id", "c.yaml", "# candor: allow fact-unbound: law\n- id: a\n  title: 90 days\n", []string{"1-2 fact-unbound: law"}},
		{"yaml, in text", "c.yaml", "title: 'x # candor: allow fact-unbound: law'\nb: |\n  # candor: allow fact-unbound: law\n", nil},
		{"shown as code", "a.md", "```\n<!-- candor: allow fact-unbound: law -->\n```\n`<!-- candor: allow fact-unbound: law -->`\n", nil},
		{"a doubt of an import", "a.md", "<!-- candor: is this a heading? -->\n", nil},
		{"other files", "a.json", "<!-- candor: allow fact-unbound: law -->\n", nil},
		{"no reason", "a.md", "<!-- candor: allow fact-unbound -->\n", []string{"fact-unbound is allowed without a reason"}},
		{"empty reason", "a.md", "<!-- candor: allow fact-unbound: ... -->\n", []string{"fact-unbound is allowed without a reason"}},
		{"no code", "a.md", "<!-- candor: allow -->\n", []string{"a comment allows something, and names no code"}},
		{"unknown code", "a.md", "<!-- candor: allow fact-unbund: law -->\n", []string{"fact-unbund is not the code of a lint, and cannot be allowed"}},
		{"a mistake", "a.md", "<!-- candor: allow link-broken: law -->\n", []string{"link-broken is not the code of a lint, and cannot be allowed"}},
		{"no name", "a.md", "<!-- candor: allow these two: law -->\n", []string{`"these two" is not the name of a code, as link-vague is`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			list, wrong := Read(source.NewFile(tt.file, []byte(tt.text)), waivable)
			var got []string
			for _, w := range list {
				var codes []string
				for _, c := range w.Codes {
					codes = append(codes, c.Span.Text())
				}
				got = append(got, fmt.Sprintf("%d-%d %s: %s", w.From, w.To, strings.Join(codes, ","), w.Reason))
			}
			for _, d := range wrong {
				if d.Code != diag.WaiverInvalid || d.Severity != diag.Error || d.Hint == "" {
					t.Errorf("%+v", d)
				}
				got = append(got, d.Message)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestApply(t *testing.T) {
	text := "90 days <!-- candor: allow fact-unbound: law -->\n90 days\n<!-- candor: allow fact-literal, fact-unbound: law -->\n90 days\n"
	f := source.NewFile("content/a.md", []byte(text))
	at := func(line int, code diag.Code) diag.Diagnostic {
		_, start := f.Line(line)
		return diag.Warningf(code, f.Span(start, start+7), "found")
	}
	found := diag.List{at(1, "fact-unbound"), at(1, "fact-contradicted"), at(2, "fact-unbound"), at(4, "fact-unbound")}
	var got []string
	for _, d := range Apply(found, nil, 2, waivable) {
		got = append(got, fmt.Sprintf("%d %s", d.Span.Position().Line, d.Code))
	}
	want := []string{"1 fact-contradicted", "2 fact-unbound", "3 waiver-unused"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if list := Apply(nil, []*source.File{f}, 2, waivable); len(list) != 3 {
		t.Errorf("%d codes are unused in a file in which nothing was found, want 3: %v", len(list), list)
	}
}
