package config

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/parameter"
	"github.com/candor-site/candor/internal/site"
	"github.com/candor-site/candor/internal/source"
)

// folders are the folders that hold what audiences may see.
var folders = []string{"content/", "controls/", "evidence/"}

// defaultAudiences opens pages and claims, and closes raw evidence.
func defaultAudiences(ladder []string) []site.AudienceRule {
	open, closed := ladder[0], ladder[len(ladder)-1]
	return []site.AudienceRule{
		{Prefix: "controls/", Audience: open},
		{Prefix: "evidence/", Audience: closed},
		{Prefix: "content/", Audience: open},
	}
}

// readLadder reads the order of the audiences.
func (r *reader) readLadder() {
	var ladder []string
	for _, a := range r.file.AudienceOrder {
		switch {
		case !isID(a.Value):
			r.invalid(a, "the audience %q is not a name of small letters, digits and hyphens", a.Value)
		case slices.Contains(ladder, a.Value):
			r.invalid(a, "the audience %q stands twice", a.Value)
		default:
			ladder = append(ladder, a.Value)
		}
	}
	if len(ladder) > 0 {
		r.cfg.Ladder = ladder
		r.cfg.Audiences = defaultAudiences(ladder)
	}
}

// readAudiences lays the file's folders over the default ones. A folder whose
// audience is misspelt is closed to all but the most closed audience.
func (r *reader) readAudiences() {
	first := map[string]source.Span{}
	for _, e := range r.file.Audiences {
		prefix, ok := r.folder(e.Key)
		if !ok {
			continue
		}
		if span, twice := first[prefix]; twice {
			r.list.Add(diag.Errorf(diag.KeyDuplicate, e.Key.Span, "the folder %s has two audiences", prefix).
				Also(span, "the first is here"))
			continue
		}
		first[prefix] = e.Key.Span
		rule := site.AudienceRule{Prefix: prefix, Audience: e.Value.Value, Span: e.Value.Span}
		if !slices.Contains(r.cfg.Ladder, rule.Audience) {
			rule.Audience = r.cfg.Ladder[len(r.cfg.Ladder)-1]
			if given(e.Value) {
				r.list.Add(diag.Errorf(diag.AudienceUnknown, e.Value.Span, "the audience %q does not exist, expected %s", e.Value.Value, parameter.Enumerate(r.cfg.Ladder, "or")).
					Hinted("%s", diag.DidYouMean(e.Value.Value, r.cfg.Ladder)))
			}
		}
		i := slices.IndexFunc(r.cfg.Audiences, func(a site.AudienceRule) bool { return a.Prefix == prefix })
		if i < 0 {
			r.cfg.Audiences = append(r.cfg.Audiences, rule)
		} else {
			r.cfg.Audiences[i] = rule
		}
	}
	slices.SortFunc(r.cfg.Audiences, func(a, b site.AudienceRule) int {
		return cmp.Or(cmp.Compare(len(b.Prefix), len(a.Prefix)), cmp.Compare(a.Prefix, b.Prefix))
	})
}

// folder normalises a folder below content/, controls/ or evidence/ to a final
// slash.
func (r *reader) folder(t source.Text) (string, bool) {
	clean := strings.TrimSuffix(strings.TrimPrefix(t.Value, "./"), "/")
	if clean == "" || path.Clean(clean) != clean || strings.ContainsAny(clean, `\*?`) || strings.HasPrefix(clean, "/") {
		r.list.Add(diag.Errorf(diag.ValueInvalid, t.Span, "the folder %q is not a path below the site such as content/nda/", t.Value).
			Hinted("write the folder with slashes, without wildcards"))
		return "", false
	}
	top, _, _ := strings.Cut(clean, "/")
	if !slices.Contains(folders, top+"/") {
		r.list.Add(diag.Errorf(diag.ValueUnknown, t.Span, "the folder %q lies in none of %s", t.Value, parameter.Enumerate(folders, "and")).
			Hinted("%s", diag.DidYouMean(top+"/", folders)))
		return "", false
	}
	return clean + "/", true
}

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
