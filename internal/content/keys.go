package content

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/candor-site/candor/internal/decode"
)

// The keys of front matter that other generators define are of three sorts:
// aliases, which mean the same as one of ours and stand in the struct; keys
// that mean the same only with some values, below; and keys that say something
// to the other generator alone, which are passed on as parameters of the page.
//
//	ours         the words of others
//	title        metaTitle meta_title (where no title is given)
//	link_title   linkTitle linktitle sidebar_label sidebarTitle, sidebar.label (Starlight)
//	description  metaDescription meta_description (where none is given)
//	weight       sidebar_position, nav_order (Jekyll), sidebar.order (Starlight)
//	slug         permalink (Jekyll), path (Gatsby) and url (Hugo), when they are a route
//	aliases      redirect_from (Jekyll)
//	date         publishDate (Hugo)
//	modified     lastmod modified_at last_modified_at last_updated, lastUpdated when it is a date, last_update.date (Docusaurus)
//	expires      expiryDate (Hugo)
//	hide_toc     hide_table_of_contents toc_hide hideToC
//	toc          tableOfContents when it is true or false (Starlight)
//	noindex      excludeSearch unlisted
//	layout       template

// secondary are spellings that count only where the key itself is not given,
// and only with a value that fits. A dot leads into a mapping.
var secondary = []struct {
	key  string
	fits func(*decode.Node) bool
}{
	{"sidebar.label", anyKind}, {"sidebar.order", anyKind}, {"last_update.date", anyKind}, {"nav_order", isNumber},
	{"publishDate", anyKind}, {"lastUpdated", isDate}, {"last_updated", anyKind}, {"last_modified_at", anyKind}, {"tableOfContents", isBool},
	{"permalink", isRoute}, {"path", isRoute}, {"url", isRoute},
}

func anyKind(*decode.Node) bool    { return true }
func isBool(n *decode.Node) bool   { return n.Kind == decode.Bool }
func isNumber(n *decode.Node) bool { return n.Kind == decode.Int }

// isDate reports a scalar that is not the switch true or false.
func isDate(n *decode.Node) bool { return n.Kind == decode.String }

// isRoute reports a route: addresses of other hosts and patterns with
// variables are not.
func isRoute(n *decode.Node) bool {
	return n.Kind == decode.String && strings.HasPrefix(n.Scalar, "/") && !strings.HasPrefix(n.Scalar, "//") && !strings.ContainsAny(n.Scalar, ":?#")
}

// passed are keys that other generators define and that templates may read;
// they are parameters of the page, and no mistake.
var passed = []string{
	"author", "authors", "badge", "banner", "canonical", "categories", "category", "custom_edit_url", "displayed_sidebar", "editUrl", "head", "hero",
	"icon", "image", "keywords", "lang", "last_update", "metaTags", "mode", "nav_exclude", "next", "pagefind", "pagination_label", "pagination_next",
	"pagination_prev", "params", "parent", "prev", "robots", "sidebar", "sidebar_class_name", "sidebar_custom_props", "sidebar_key",
	"sitemap", "toc_max_heading_level", "toc_min_heading_level", "type",
}

// passedSpaces start keys that belong to another program: Open Graph, Twitter
// cards, the spelling checker.
var passedSpaces = []string{"og:", "twitter:", "article:", "cSpell:", "cspell:"}

// isPassed reports a key that is a parameter of the page without a word.
func isPassed(key string) bool {
	return slices.Contains(passed, key) || isSecondary(key) || slices.ContainsFunc(passedSpaces, func(space string) bool { return strings.HasPrefix(key, space) })
}

// frontKeys are the keys of front matter with their aliases: spelling to key.
var frontKeys = sync.OnceValue(func() map[string]string {
	keys := map[string]string{}
	for f := range reflect.TypeFor[frontMatter]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		for _, spelling := range append(strings.Fields(f.Tag.Get("alias")), name) {
			keys[spelling] = name
		}
	}
	return keys
})

// ownKeys are the spellings that stand at the top of front matter, sorted: what
// a slip may have meant.
var ownKeys = sync.OnceValue(func() []string {
	var keys []string
	for spelling := range frontKeys() {
		if !strings.Contains(spelling, ".") {
			keys = append(keys, spelling)
		}
	}
	slices.Sort(keys)
	return keys
})

// isSecondary reports a spelling that counts only where the key is not given.
func isSecondary(spelling string) bool {
	for _, s := range secondary {
		if s.key == spelling {
			return true
		}
	}
	return false
}

// sortKeys divides the keys of front matter into those that are read and those
// that are not.
func sortKeys(node *decode.Node) (read, rest []decode.Field) {
	given := map[string]bool{}
	for _, f := range node.Fields {
		if name, ok := frontKeys()[f.Key]; ok && !isSecondary(f.Key) {
			given[name] = true
			read = append(read, f)
		}
	}
	for _, s := range secondary {
		name := frontKeys()[s.key]
		if f, ok := lookup(node, s.key); ok && !given[name] && s.fits(f.Value) {
			given[name] = true
			read = append(read, f)
		}
	}
	for _, f := range node.Fields {
		if _, ok := frontKeys()[f.Key]; !ok || isSecondary(f.Key) && !slices.ContainsFunc(read, func(r decode.Field) bool { return r.Key == f.Key }) {
			rest = append(rest, f)
		}
	}
	return read, rest
}

// lookup finds a key, which may lead into a mapping; the field that it returns
// bears the whole key.
func lookup(node *decode.Node, key string) (decode.Field, bool) {
	outer, inner, nested := strings.Cut(key, ".")
	for _, f := range node.Fields {
		switch {
		case f.Key != outer:
		case !nested:
			return f, true
		case f.Value.Kind == decode.Map:
			g, ok := lookup(f.Value, inner)
			g.Key = key
			return g, ok
		}
	}
	return decode.Field{}, false
}
