package content

import (
	"path"
	"regexp"
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
	stem, lang := r.languageOf(f.Path, stem)
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
	if lang != "" {
		segments = append([]string{strings.ToLower(lang)}, segments...)
	}
	return join(segments), true
}

// languageOf divides the name of a page into its name and the language that it
// is translated into, which is "" for a page in the language of the site:
// overview.de is overview in German, where the site lists German.
func (r *reader) languageOf(file, stem string) (name, lang string) {
	i := strings.LastIndexByte(stem, '.')
	if i <= 0 {
		return stem, ""
	}
	name, lang = stem[:i], stem[i+1:]
	if slices.Contains(r.cfg.Languages, lang) {
		return name, lang
	}
	original := path.Join(path.Dir(file), name)
	r.on.opened([]string{original + ".md", original + ".mdx"}, true)
	if !languageTag.MatchString(lang) || !r.files[original+".md"] && !r.files[original+".mdx"] {
		return stem, ""
	}
	d := diag.Errorf(diag.PageLanguage, source.NewFile(file, nil).Whole(), "%s is named as a translation of %s into %q, which the site does not list", path.Base(file), name, lang)
	switch near := slices.IndexFunc(r.cfg.Languages, func(l string) bool { return strings.EqualFold(l, lang) }); {
	case lang == r.cfg.Language:
		d = diag.Errorf(diag.PageLanguage, d.Span, "%s is named as a translation of %s into %q, the language of the site", path.Base(file), name, lang).
			Hinted("keep one of the two files, without a language in its name")
	case near >= 0:
		d = d.Hinted("name it %s.%s%s", name, r.cfg.Languages[near], path.Ext(file))
	default:
		d = d.Hinted("add %s to site.languages in candor.yaml, or rename the page", lang)
	}
	r.list.Add(d)
	return stem, ""
}

// languageTag is the shape of a language in the name of a page.
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

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
