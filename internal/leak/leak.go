// Package leak finds what a site would give away by naming it: references from
// an item for one audience to an item for a more closed one.
//
// It shows nothing to anybody: package disclose leaves out what an audience may
// not see, whatever is found here.
package leak

import (
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
	"github.com/candor-site/candor/internal/value"
)

// Find reports every item that names one of a more closed audience: the
// reference itself would tell the wider audience that the other exists. They
// are errors, never silent omissions.
func Find(s *site.Site) diag.List {
	l := &leaks{site: s, controls: map[string]*trust.Control{}}
	for _, c := range s.Catalog.Controls {
		l.controls[c.ID] = c
	}
	for _, p := range s.Pages {
		l.page(p)
	}
	for _, c := range s.Catalog.Controls {
		l.control(c)
	}
	l.records()
	l.menu()
	return l.list
}

type leaks struct {
	site     *site.Site
	controls map[string]*trust.Control
	list     diag.List
}

// check reports a reference from an item of one audience to an item of another
// if the other is more closed.
func (l *leaks) check(from, to string, span source.Span, who, what string) {
	if l.site.Config.Closed(to) <= l.site.Config.Closed(from) {
		return
	}
	l.list.Add(diag.Errorf(diag.AudienceLeak, span, "%s is for the audience %s and names %s, which is for %s only", who, from, what, to).
		Hinted("remove the reference, or open what it names"))
}

// toControl checks a reference to a control.
func (l *leaks) toControl(from, id string, span source.Span, who string) {
	if c := l.controls[id]; c != nil {
		l.check(from, c.Audience, span, who, "control "+id)
	}
}

func (l *leaks) page(p *site.Page) {
	if p.Doc == nil {
		return
	}
	for _, r := range p.Doc.Reads {
		if len(r.Path) > 1 && r.Path[0] == "control" {
			l.toControl(p.Audience, r.Path[1], r.Span, "the page")
		}
	}
	for _, f := range p.Doc.Includes {
		l.check(p.Audience, f.Audience, f.Span, "the page", "the file "+f.Path)
	}
	for _, u := range p.Doc.Uses {
		for _, prop := range u.Props {
			if prop.Name != "id" && prop.Name != "ids" && prop.Name != "control" {
				continue
			}
			for _, id := range value.Texts(prop.Value) {
				l.toControl(p.Audience, id, prop.Span, "the page")
			}
		}
	}
}

func (l *leaks) control(c *trust.Control) {
	who := "control " + c.ID
	for _, r := range c.Relates {
		l.toControl(c.Audience, r.ID, r.Span, who)
		if other := l.site.Catalog.Control(r.ID); other != nil && r.How == trust.ConditionOf {
			l.check(other.Audience, c.Audience, r.Span, "the state of control "+other.ID, "its condition "+c.ID)
		}
	}
	l.sentence(c.Audience, c.Statement, who)
	if rules := l.site.Rules[c.ID]; rules != nil && rules.Assert != nil {
		for _, id := range rules.Assert.ReadsControls() {
			l.toControl(c.Audience, id, c.Assert.Span, "the assertion of "+who)
		}
	}
	for _, m := range c.Mappings {
		for _, f := range l.site.Catalog.Frameworks {
			if f.ID == m.Framework {
				l.check(c.Audience, f.Audience, m.Span, who, "framework "+f.ID)
			}
		}
	}
}

// sentence checks the controls that a template reads.
func (l *leaks) sentence(audience string, text source.Text, who string) {
	if text.Value == "" {
		return
	}
	t, _ := l.site.Sentences.Parse(text)
	if t == nil {
		return
	}
	for _, r := range t.Far() {
		l.toControl(audience, r.Control, r.Span, who)
	}
}

func (l *leaks) records() {
	for _, x := range l.site.Catalog.Exceptions {
		l.toControl(x.Audience, x.Waives, x.WaivesSpan, "exception "+x.ID)
	}
	for _, a := range l.site.Catalog.Approvals {
		l.toControl(a.Audience, a.Control, a.Span, "the approval")
	}
	for _, s := range l.site.Catalog.Subprocessors {
		for _, r := range s.Controls {
			l.toControl(s.Audience, r.ID, r.Span, "subprocessor "+s.ID)
		}
	}
	for _, a := range l.site.Catalog.Answers {
		for _, r := range a.Controls {
			l.toControl(a.Audience, r.ID, r.Span, "answer "+a.ID)
		}
		for _, w := range a.Where {
			if len(a.Controls) == 0 || w.Control != a.Controls[0] { // that one was checked
				l.toControl(a.Audience, w.Control.ID, w.Control.Span, "answer "+a.ID)
			}
		}
		for _, text := range a.Templates() {
			l.sentence(a.Audience, text, "answer "+a.ID)
		}
	}
}

// menu checks that the main menu, which everybody sees, names open pages only.
func (l *leaks) menu() {
	open := l.site.Config.Ladder[0]
	for _, m := range l.site.Config.Menu {
		for _, p := range l.site.Pages {
			if p.Route == m.Link {
				l.check(open, p.Audience, m.Span, "the menu", "page "+p.Route)
			}
		}
	}
}
