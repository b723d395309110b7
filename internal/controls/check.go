package controls

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/period"
	"github.com/candor-site/candor/internal/schema"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// isEvidenceID reports whether text may name evidence, which assertions read as
// ev.ID or ev["ID"]: letters and digits, and dots, hyphens and underscores between
// them.
func isEvidenceID(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 'A' && c <= 'Z':
		case c != '.' && c != '-' && c != '_', i == 0, i == len(text)-1:
			return false
		}
	}
	return text != ""
}

// given reports whether text stands in the file.
func given(t source.Text) bool { return !t.Span.IsZero() }

// isID reports whether text is small letters, digits and single hyphens
// between them.
func isID(text string) bool {
	for part := range strings.SplitSeq(text, "-") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return false
		}
	}
	return true
}

// id checks an id of ours; what names the thing, such as "control".
func (r *reader) id(t source.Text, what string) bool {
	if !given(t) || isID(t.Value) {
		return given(t)
	}
	d := diag.Errorf(diag.ValueInvalid, t.Span, "the %s id %q is not small letters, digits and hyphens", what, t.Value)
	if better := kebab(t.Value); better != "" {
		d = d.Hinted("write %s", better)
	}
	r.list.Add(d)
	return false
}

// kebab turns text into an id, or returns "" where nothing is left of it.
func kebab(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	return strings.Join(words, "-")
}

// filled reports text that must not be blank.
func (r *reader) filled(t source.Text, what string) {
	if given(t) && strings.TrimSpace(t.Value) == "" {
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "the %s is blank", what))
	}
}

// audience returns the effective audience of an item: that of its folder, or a
// more closed one that it names. A misspelt one closes the item to all but the
// most closed audience.
func (r *reader) audience(t source.Text) string {
	folder := r.cfg.AudienceOf(r.path)
	switch {
	case !given(t):
		return folder
	case !slices.Contains(r.cfg.Ladder, t.Value):
		r.list.Add(diag.Errorf(diag.AudienceUnknown, t.Span, "the audience %q does not exist, expected %s", t.Value, parameter.Enumerate(r.cfg.Ladder, "or")).
			Hinted("%s", diag.DidYouMean(t.Value, r.cfg.Ladder)))
		return r.cfg.Ladder[len(r.cfg.Ladder)-1]
	case r.cfg.Closed(t.Value) < r.cfg.Closed(folder):
		r.list.Add(diag.Errorf(diag.AudienceLoosens, t.Span, "the audience %s is more open than %s, that of the folder", t.Value, folder).
			Hinted("move the item to a folder that is open to %s", t.Value))
		return folder
	}
	return t.Value
}

// scope checks axes and values against those of the site.
func (r *reader) scope(file scopeFile) trust.Scope {
	if len(file) == 0 {
		return nil
	}
	out := trust.Scope{}
	var axes []string
	for axis := range r.cfg.Scope {
		axes = append(axes, axis)
	}
	slices.Sort(axes)
	for _, e := range file {
		known, ok := r.cfg.Scope[e.Key.Value]
		if !ok {
			r.list.Add(diag.Errorf(diag.ScopeUnknown, e.Key.Span, "the scope axis %q does not exist", e.Key.Value).About(e.Key.Value).
				Hinted("%s", suggest(e.Key.Value, axes, "declare it in candor.yaml under scope")))
			continue
		}
		for _, v := range e.Value {
			if !v.IsSet() {
				continue
			}
			if !slices.Contains(known, v.Value) {
				r.list.Add(diag.Errorf(diag.ScopeValueUnknown, v.Span, "the scope axis %s has no value %q", e.Key.Value, v.Value).
					Hinted("%s", suggest(v.Value, known, "declare it in candor.yaml under scope")))
				continue
			}
			out[e.Key.Value] = append(out[e.Key.Value], v.Value)
		}
	}
	return out
}

// date reads a calendar date as the start of that day in the site's zone; zero
// where none is given.
func (r *reader) date(s schema.Scalar, what string) time.Time {
	if !s.IsSet() {
		return time.Time{}
	}
	t, err := period.ParseDate(s.Value, r.cfg.Location)
	if err != nil {
		r.list.Add(diag.Errorf(diag.ValueInvalid, s.Span, "%s: %s", what, err))
	}
	return t
}

// period reads a period that is not zero; the zero Period where none is given.
func (r *reader) period(t source.Text, what string) period.Period {
	if !given(t) {
		return period.Period{}
	}
	p, err := period.Parse(t.Value)
	switch {
	case err != nil:
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "%s: %s", what, err))
	case p.IsZero():
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "%s is no time at all", what))
	}
	return p
}

// grace reads a grace; nil where none is given.
func (r *reader) grace(t source.Text, code diag.Code, what string) *period.Grace {
	if !given(t) {
		return nil
	}
	g, err := period.ParseGrace(t.Value)
	if err != nil {
		r.list.Add(diag.Errorf(code, t.Span, "%s: %s", what, err))
		return nil
	}
	return &g
}

// webAddress checks an address with http or https.
func (r *reader) webAddress(t source.Text, code diag.Code, what string) string {
	if !given(t) {
		return ""
	}
	u, err := url.Parse(t.Value)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		r.list.Add(diag.Errorf(code, t.Span, "%s is %q, expected an address such as https://example.com/", what, t.Value))
		return ""
	}
	return t.Value
}

// references turns texts into references.
func references(texts []source.Text) []trust.Reference {
	var out []trust.Reference
	for _, t := range texts {
		if given(t) {
			out = append(out, trust.Reference{ID: t.Value, Span: t.Span})
		}
	}
	return out
}

// suggest returns a hint with the nearest word; without one, all words where
// they are few, else the way out.
func suggest(word string, known []string, out string) string {
	if hint := diag.DidYouMean(word, known); hint != "" {
		return hint
	}
	if len(known) > 0 && len(known) <= 8 {
		return "use " + parameter.Enumerate(known, "or") + ", or " + out
	}
	return out
}
