package content

import (
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// route returns the route of a page: its folders and its name as slugs, of
// which a slug in the front matter replaces the last, or all when it starts
// with a slash.
func (r *reader) route(f *source.File) (string, bool) {
	dir, stem := split(f.Path)
	segments := slugs(dir)
	if !isIndex(stem) {
		segments = append(segments, slug(stem))
	}
	own := r.front.Slug
	if !own.IsSet() {
		own = r.front.ID
	}
	if own.IsSet() {
		replacement := slugs(own.Value)
		if own.Value != "/" && (len(replacement) == 0 || slices.Contains(replacement, "")) {
			r.list.Add(diag.Errorf(diag.ValueInvalid, own.Span, "the slug %q has no letters or digits", own.Value).
				Hinted("write a name such as data-retention"))
			return "", false
		}
		switch {
		case strings.HasPrefix(own.Value, "/"):
			segments = nil
		case len(segments) > 0:
			segments = segments[:len(segments)-1]
		}
		segments = append(segments, replacement...)
	}
	for _, s := range segments {
		if s == "" {
			r.list.Add(diag.Errorf(diag.ValueInvalid, f.Whole(), "the path %s has a part without letters or digits, which gives no address", f.Path).
				Hinted("rename it, or give the page a slug that starts with a slash"))
			return "", false
		}
	}
	return join(segments), true
}

// assetRoute returns the route of an asset: its folders as slugs, so that it
// stays beside its pages, and its name as it is.
func assetRoute(name string) string {
	dir := path.Dir(strings.TrimPrefix(name, Dir+"/"))
	return join(slugs(dir)) + path.Base(name)
}

// split takes the path of a page apart: the folders below content/, and the
// file name without its extension.
func split(name string) (dir, stem string) {
	dir, base := path.Split(strings.TrimPrefix(name, Dir+"/"))
	return strings.TrimSuffix(dir, "/"), strings.TrimSuffix(base, path.Ext(base))
}

// isIndex reports whether a page is that of its folder.
func isIndex(stem string) bool {
	return stem == "index" || stem == "_index" || strings.EqualFold(stem, "readme")
}

// join makes a route of segments.
func join(segments []string) string {
	if len(segments) == 0 {
		return "/"
	}
	return "/" + strings.Join(segments, "/") + "/"
}

// slugs turns a path into slugs; empty parts and dots fall away.
func slugs(dir string) []string {
	var out []string
	for part := range strings.SplitSeq(dir, "/") {
		if part != "" && part != "." && part != ".." {
			out = append(out, slug(part))
		}
	}
	return out
}

// slug turns a name into a part of a route: letters and digits of any script,
// folded to lower case, joined by single hyphens.
func slug(name string) string {
	words := strings.FieldsFunc(source.FoldName(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	return strings.Join(words, "-")
}

// nameTitle makes a title of a file name: saas-controls is "Saas controls". A
// folder's page is named after its folder, the first page after the site.
func nameTitle(name, siteTitle string) string {
	dir, stem := split(name)
	if isIndex(stem) {
		if dir == "" {
			return siteTitle
		}
		stem = path.Base(dir)
	}
	words := strings.FieldsFunc(stem, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	text := []rune(strings.Join(words, " "))
	if len(text) == 0 {
		return stem
	}
	text[0] = unicode.ToUpper(text[0])
	return string(text)
}
