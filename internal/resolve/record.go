package resolve

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/route"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// bindConfig checks what the site file names.
func (b *binder) bindConfig() {
	for _, name := range slices.Sorted(maps.Keys(b.Config.Events)) {
		feed := b.Config.Events[name]
		b.piece(feed.Evidence, feed.Span, "", "event "+name)
	}
	for i, span := range b.Config.FrameworkSpans {
		b.framework(b.Config.Frameworks[i], span, "candor.yaml")
	}
	routes := sync.OnceValue(b.routes)
	for _, m := range b.Config.Menu {
		plain, _, _ := strings.Cut(m.Link, "#")
		plain, _, _ = strings.Cut(plain, "?")
		if len(plain) == 0 || plain[0] != '/' || slices.Contains(routes(), plain) || slices.Contains(routes(), plain+"/") {
			continue
		}
		b.list.Add(b.dangling(m.Span, "the menu links", plain, routes()))
	}
	for _, doc := range b.Documents {
		asked, _, _ := strings.Cut(doc.Request, "#")
		if strings.HasPrefix(asked, "/") && !slices.Contains(routes(), asked) {
			b.list.Add(b.dangling(doc.RequestSpan, "gated leads", asked, routes()))
		}
	}
}

// dangling reports a link to a route that leads nowhere.
func (b *binder) dangling(at source.Span, what, address string, routes []string) diag.Diagnostic {
	for _, a := range b.Absent {
		if a.Route == address {
			return diag.Errorf(diag.LinkBroken, at, "%s to %s, and that page %s", what, address, a.Why)
		}
	}
	return diag.Errorf(diag.LinkBroken, at, "%s to %s, which does not exist", what, address).Hinted("%s", diag.DidYouMean(address, routes))
}

// generated are the routes that every portal has beside its written pages.
var generated = []string{
	route.Home, route.Controls, route.Evidence, route.Calendar, route.Freshness, route.Frameworks, route.Kinds, route.Exceptions, route.Subprocessors,
}

// routes returns every route that a link may lead to, sorted.
func (b *binder) routes() []string {
	out := slices.Clone(generated)
	for _, p := range b.Pages {
		out = append(out, p.Route)
	}
	for _, a := range b.Assets {
		out = append(out, a.Route)
	}
	for id := range b.controls {
		out = append(out, "/controls/"+id+"/")
	}
	for id := range b.frameworks {
		out = append(out, "/frameworks/"+id+"/")
	}
	for _, k := range b.Config.Kinds {
		out = append(out, "/kinds/"+k.ID+"/")
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bindException binds what an exception names and compiles its assertion.
func (b *binder) bindException(x *trust.Exception) {
	who := "exception " + x.ID
	waived, ok := b.control(x.Waives, x.WaivesSpan, who)
	if ok {
		b.join(exceptionsOfControl, x.Waives, x.ID)
	}
	kind := ""
	if waived != nil {
		kind = waived.Kind
	}
	for _, n := range x.Needs {
		b.piece(n.ID, n.Span, kind, who)
	}
	if x.Assert.Value == "" {
		return
	}
	program, list := b.Kept.compile(x.Assert, compiled{})
	b.list.Add(list...)
	if program == nil {
		return
	}
	b.site.Gaps[x.ID] = program
	x.Needs = implied(x.Needs, program, x.Assert, func(id string, span source.Span) bool { return b.piece(id, span, kind, who) })
	if waived != nil {
		b.checkReads(program, waived, x.Assert, "the assertion of "+who)
	}
}

func (b *binder) bindSubprocessors() {
	for _, s := range b.Catalog.Subprocessors {
		for _, r := range s.Controls {
			b.control(r.ID, r.Span, "subprocessor "+s.ID)
		}
	}
}

func (b *binder) bindAnswers() {
	for _, a := range b.Catalog.Answers {
		who := "answer " + a.ID
		b.topic(a)
		for _, w := range a.Where {
			if c, ok := b.control(w.Control.ID, w.Control.Span, who); ok {
				b.parameter(c, w.Parameter.ID, w.Parameter.Span, who)
				b.claimed(c, w.Parameter, who)
			}
		}
		var own *trust.Control
		for i, r := range a.Controls {
			c, ok := b.control(r.ID, r.Span, who)
			if !ok {
				continue
			}
			b.join(answersOfControl, c.ID, a.ID)
			if i == 0 {
				own = c
			}
		}
		if own == nil && len(a.Controls) > 0 {
			continue // its own control was reported
		}
		for _, text := range a.Templates() {
			b.bindReply(text, own, a)
		}
	}
}

// claimed checks that a parameter that an answer compares is claimed.
func (b *binder) claimed(c *trust.Control, name trust.Reference, who string) {
	if p, ok := c.Parameter(name.ID); ok && p.Value.Inferred {
		b.list.Add(diag.Errorf(diag.ValueInvalid, name.Span, "%s compares %s of control %s, which is inferred and not claimed", who, name.ID, c.ID).
			Hinted("claim the value in the control, or compare another").Also(p.Span, "it is set here"))
	}
}

// topic checks that an answer is about a topic that there is.
func (b *binder) topic(a *trust.Answer) {
	if a.Topic == "" || b.Topics == nil {
		return
	}
	var ids []string
	for _, t := range b.Topics {
		if t.ID == a.Topic {
			return
		}
		ids = append(ids, t.ID)
	}
	d := diag.Errorf(diag.TopicUnknown, a.TopicSpan, "answer %s is about the topic %q, which does not exist", a.ID, a.Topic)
	if near := diag.DidYouMean(a.Topic, ids); near != "" {
		d = d.Hinted("%s", near)
	} else {
		d = d.Hinted("add the topic to %s", site.TopicsFile)
	}
	b.list.Add(d)
}
