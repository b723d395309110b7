package migrate

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/component"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/draft"
	"github.com/candor-site/candor/internal/excerpt"
	"github.com/candor-site/candor/internal/markup"
	"github.com/candor-site/candor/internal/onuse"
	"github.com/candor-site/candor/internal/source"
)

// rounds bound how often a page is compiled until nothing is left to mend.
const rounds = 40

// emitted are the components that the passes write.
var emitted = []string{"Tabs", "Tab", "Card", "Cards", "Figure", "Include", "Callout"}

var componentTag = onuse.Regexp(`<([A-Z][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)`)

// used returns the names of components that the page uses. In .md only those
// that exist are syntax.
func (d *page) used() (names []string) {
	for _, m := range componentTag.FindAllSubmatch(draft.Mask(d.Buf, false), -1) {
		name := string(m[1])
		if d.MDX || slices.Contains(emitted, name) || d.opt.Components[name] != nil {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// roots are the names that an expression may start with. Parts that other pages
// include are given props.
func roots(name string) []string {
	list := []string{"control", "site", "page"}
	for _, part := range strings.Split(path.Clean(name), "/") {
		if strings.HasPrefix(part, "_") && !strings.HasPrefix(part, "_index") {
			return append(list, "props")
		}
	}
	return list
}

// parse reads the page strictly. Components that the site lacks, or all of
// them, are stubs that take anything.
func (d *page) parse(stubs bool) (*markup.Document, diag.List) {
	known := map[string]*component.Component{}
	if !stubs {
		maps.Copy(known, d.opt.Components)
	}
	for _, name := range append(d.used(), "Callout") {
		if known[name] == nil {
			known[name] = &component.Component{Name: name, Children: true, Any: true}
		}
	}
	f := source.NewFile(d.Name, d.Buf)
	node, body, _ := decode.FrontMatter(f, decode.Front)
	var front map[string]any
	if node != nil {
		front, _ = node.Plain().(map[string]any)
	}
	return markup.Parse(f, body, markup.Options{MDX: d.MDX, Components: known, Roots: roots(d.Name), Front: front})
}

// refused reports what is to be mended: errors, and what other generators read,
// which is a warning in .md.
func refused(x diag.Diagnostic) bool {
	return x.Severity == diag.Error || x.Code == diag.ForeignSyntax
}

// compile makes text of what the dialect refuses, with a doubt for each, until
// the page compiles.
func (d *page) compile() {
	for range rounds {
		_, list := d.parse(true)
		if !slices.ContainsFunc(list, refused) || !d.mend(list) {
			break
		}
	}
	_, d.faults = d.parse(false)
	d.faults = slices.DeleteFunc(d.faults, func(x diag.Diagnostic) bool { return !refused(x) })
	doc, _ := d.parse(true)
	d.missing = lacking(doc.Uses, d.opt.Components)
}

// mend makes text of what the errors are about. It reports whether anything
// was to be done.
func (d *page) mend(list diag.List) bool {
	hidden := draft.Mask(d.Buf, false)
	found := constructs(d.Buf, hidden, d.MDX)
	done := map[int]bool{} // where something was mended
	said := -1             // the line that has its doubt
	for _, x := range list {
		if !refused(x) {
			continue
		}
		at, stop := x.Span.Start, x.Span.End
		if at >= len(d.Buf) {
			continue
		}
		c, ok := around(found, at)
		if ok {
			at = c.from
		}
		if done[at] {
			continue
		}
		done[at] = true
		line := bytes.Count(d.Buf[:at], []byte("\n"))
		if d.mendOne(x, c, ok, at, stop, line == said) {
			said = line
		}
	}
	changed := d.Pending()
	d.Flush()
	return changed
}

// mendOne mends one error. It reports whether it said so: braces of plain text
// and of HTML are text anyway, and for text that stays visible one comment a
// line is enough.
func (d *page) mendOne(x diag.Diagnostic, c construct, inside bool, at, stop int, again bool) bool {
	quiet := d.kind == Text || d.kind == HTML
	say := func(at int, format string, args ...any) bool {
		if !quiet {
			d.Doubt(at, format, args...)
		}
		return !quiet
	}
	switch {
	case inside && c.form == statement:
		message := "no code runs when a page is built; make a component of this, components/" + c.name + ".html"
		if c.name == "" || !componentTag.MatchString("<"+c.name) {
			message = "no code runs when a page is built; write out what this stands for"
		}
		fence := draft.FenceFor(string(d.Buf[c.from:c.to]))
		if len(bytes.TrimSpace(lineBefore(d.Buf, c.from))) > 0 { // a statement reaches to the next blank line
			d.Before(c.from, "\n")
		}
		if !nextBlank(d.Buf, c.to+1) {
			d.Replace(c.to, c.to, "\n"+fence+"\n")
		} else {
			d.Replace(c.to, c.to, "\n"+fence)
		}
		d.Replace(c.from, c.from, fence+"js\n")
		return say(c.from, "%s", message)
	case inside && c.form == formula:
		start, _ := draft.LineAt(d.Buf, c.from)
		indent := string(d.Buf[start:c.from])
		d.Replace(c.from, c.from, "```latex\n"+indent)
		d.Replace(c.to, c.to, "\n"+indent+"```")
		return say(c.from, "Candor sets no formulas; this one is shown as it is written")
	case inside && c.form == tagForm:
		if a := attributeAt(d.Buf, c, x.Span.Start); a != nil {
			from := a.At
			for from > c.from && excerpt.IsSpace(d.Buf[from-1]) {
				from--
			}
			text := draft.Clip(d.Buf[a.At:a.Stop])
			d.Replace(from, a.Stop, "")
			return say(c.from, "%s; the attribute %s was taken away", x.Message, text)
		}
	case x.Code == diag.ForeignSyntax && !inside:
		return d.mendForeign(at, stop, quiet, say)
	}
	quiet = quiet || again
	if d.Buf[at] != '{' && d.Buf[at] != '<' && d.Buf[at] != ':' && d.Buf[at] != '[' {
		n := bytes.LastIndexAny(d.Buf[:at+1], "{<")
		if n < 0 || at-n > 4096 {
			return false
		}
		at = n
	}
	d.Replace(at, at, `\`)
	return say(at, "%s, so it is shown as it is written", strings.TrimSuffix(x.Message, ", so it is shown as text"))
}

// linkBefore matches up to the destination of a link.
var linkBefore = onuse.Regexp(`\]\(<?[^()\n]*$`)

// mendForeign keeps what another generator reads as text. A link whose
// destination nobody knows becomes its text.
func (d *page) mendForeign(at, stop int, quiet bool, say func(at int, format string, args ...any) bool) bool {
	start, end := draft.LineAt(d.Buf, at)
	m := linkBefore.FindIndex(d.Buf[start:at])
	closing := bytes.IndexByte(d.Buf[min(stop, end):end], ')')
	if m != nil && closing >= 0 {
		middle, to := start+m[0], min(stop, end)+closing+1
		if open := openingBracket(d.Buf[:middle]); open >= 0 {
			target := draft.Clip(d.Buf[middle+2 : to-1])
			from := open
			if open > 0 && d.Buf[open-1] == '!' {
				from--
			}
			d.Replace(from, open+1, "")
			d.Replace(middle, to, "")
			return say(from, "the link to %s led nowhere here; write where it leads", target)
		}
	}
	if quiet || d.Buf[at] != '{' {
		d.Replace(at, at, `\`)
		return false
	}
	d.Replace(at, stop, draft.InlineCode(string(d.Buf[at:stop])))
	return say(at, "Candor does not read %s", draft.Clip(d.Buf[at:stop]))
}

// openingBracket finds the bracket that the end of b closes, or -1.
func openingBracket(b []byte) int {
	depth := 1
	for i := len(b) - 1; i >= 0 && len(b)-i < 4096; i-- {
		switch b[i] {
		case ']':
			depth++
		case '[':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}
