package markup

import (
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tag"
)

// stub lets a box stand for a component that does not exist, and warns of it
// once.
func (p *page) stub(t *tag.Tag) bool {
	if p.stubs[t.Name] {
		return true
	}
	p.stubs[t.Name] = true
	at := t.From + 1
	d := p.Report(diag.Warning, diag.ComponentUnknown, at, at+len(t.Name), "component %s does not exist, so a box with its content stands for it", t.Name)
	if d.Hint = diag.DidYouMean(t.Name, p.ComponentNames()); d.Hint == "" {
		d.Hint = "create components/" + t.Name + ".html"
	}
	return true
}

// stubbedName reports whether a fault is that of a name which is imported from
// elsewhere, and for which a stub stands. It warns of it once.
func (p *page) stubbedName(f expr.Fault) bool {
	if !p.opt.Stubs || f.Code != diag.ExprUnbound {
		return false
	}
	name := p.Written(f.From, f.To)
	if i := strings.IndexAny(name, ".?[ \t\n"); i >= 0 {
		name = name[:i]
	}
	im, ok := p.scope.Imports[name]
	if !ok {
		return false
	}
	if !p.stubs[name] {
		p.stubs[name] = true
		p.Report(diag.Warning, f.Code, f.From, f.From+len(name), "%s is imported from %s, which a page cannot read, so it stays as written", name, im.From).
			Hint = "bind the value with export const " + name + " = VALUE, or move it to a data file"
	}
	return true
}
