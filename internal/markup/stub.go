package markup

import (
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/expr"
	"github.com/candor-site/candor/internal/tag"
	"github.com/candor-site/candor/internal/tree"
)

// stub lets a box stand for a component that does not exist, and warns of it
// once.
func (p *page) stub(t *tag.Tag) {
	if p.stubs[t.Name] {
		return
	}
	p.stubs[t.Name] = true
	at := t.From + 1
	d := p.Report(diag.Warning, diag.ComponentUnknown, at, at+len(t.Name), "component %s does not exist, so a box with its content stands for it", t.Name)
	d.Hint = p.componentHint(t.Name)
}

// componentHint names the component that was probably meant, or says how to make
// one. A name that only holds that of another, as BannerNote holds Note, is
// hardly a slip.
func (p *page) componentHint(name string) string {
	near := diag.Suggest(name, p.ComponentNames())
	if near != "" && len(name)-len(near) <= max(1, len(name)/3) {
		return `did you mean "` + near + `"?`
	} else if strings.Contains(name, ".") {
		return "create components/" + name + ".html"
	}
	return "run candor new component " + name
}

// unfit reports whether what was found of a component since a mark says that the
// page means another one of the same name, for which a stub stands then. It
// takes back what was found, and warns once.
func (p *page) unfit(e *tree.Element, mark int) bool {
	found := p.Retract(mark)
	i := slices.IndexFunc(found, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && (d.Code == diag.PropUnknown || d.Code == diag.PropType || d.Code == diag.PropMissing)
	})
	if i < 0 {
		for _, d := range found {
			p.Add(d)
		}
		return false
	}
	if !p.stubs[e.Tag.Name] {
		p.stubs[e.Tag.Name] = true
		at := e.Tag.From + 1
		p.Report(diag.Warning, found[i].Code, at, at+len(e.Tag.Name), "%s, so a box with its content stands for it", found[i].Message).
			Hint = "mend it, or create components/" + e.Tag.Name + ".html for a component of your own"
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
