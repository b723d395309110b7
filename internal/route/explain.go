package route

import (
	"path"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// nothing is the fault of an address that nothing explains.
const nothing = "no page and no file of this portal has that address"

// explain says why a path leads nowhere, and what may have been meant.
func (m *Map) explain(from From, written string) Target {
	dir := path.Dir(from.File)
	names, served := m.names(from, written), routes(from, written)
	addresses := slices.Concat(names, served)
	if strings.HasPrefix(written, "/") {
		addresses = slices.Concat(served, names)
	}
	if t, ok := m.away(addresses); ok {
		return t
	}
	if strings.HasPrefix(strings.ToLower(written), "www.") {
		return Target{Fault: nothing, Hint: "write https://" + written}
	}
	if strings.Contains(written, `\`) {
		return Target{Fault: "it holds a backslash", Hint: "write " + strings.ReplaceAll(written, `\`, "/")}
	}
	m.fault.Do(m.faulty)
	for _, a := range addresses {
		if near := m.folded[source.FoldName(strings.TrimSuffix(a, "/"))]; near != "" {
			return Target{Fault: nothing + "; upper and lower case count", Hint: `did you mean "` + relative(dir, near) + `"?`}
		}
	}
	for _, a := range addresses {
		if page := m.folders[strings.TrimSuffix(a, "/")]; page != "" {
			return Target{Fault: "the folder has no page of its own", Hint: "add an index.md to it, or link to one of its pages, such as " + relative(dir, page)}
		}
	}
	if base := strings.TrimSuffix(m.basePath, "/"); base != "" && strings.HasPrefix(written, base+"/") {
		if route, ok := m.Served(strings.TrimPrefix(written, base)); ok {
			return Target{Fault: "the base path of the portal is put before it", Hint: "write " + route}
		}
	}
	wanted := names[0]
	if strings.HasPrefix(written, "/") {
		wanted = path.Clean(written)
	}
	t := Target{Fault: nothing, Hint: m.hint(dir, wanted)}
	switch {
	case !strings.HasPrefix(wanted, "/") && !strings.HasPrefix(wanted+"/", root):
		t.Fault = "it lies outside " + root + ", and only what is in there is published"
		t.Hint = "move the file into " + root + ", or link to where it is published"
	case isPart(written):
		t.Fault, t.Hint = "what starts with an underscore is a part of pages, and has no address of its own", "link to the page that includes it"
	}
	return t
}

// away finds which of some addresses is withheld.
func (m *Map) away(addresses []string) (Target, bool) {
	for _, a := range addresses {
		plain := strings.TrimSuffix(a, "/")
		for _, end := range []string{"", ".md", ".mdx", "/index.md", "/index.mdx", "/_index.md", "/_index.mdx", "/README.md"} {
			if t, ok := m.withheld[plain+end]; ok {
				return t, true
			}
		}
	}
	return Target{}, false
}

// isPart reports whether a path is that of a part that pages include.
func isPart(name string) bool {
	for segment := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(segment, "_") && !strings.HasPrefix(segment, "_index") {
			return true
		}
	}
	return false
}

// hint says what an address that does not exist may have meant: the page of an
// HTML file, a neighbour in its folder, or the only file of its name; written
// as a page in the folder from would write it.
func (m *Map) hint(from, wanted string) string {
	m.fault.Do(m.faulty)
	dir, name := path.Split(strings.TrimSuffix(wanted, "/"))
	meant := m.paged(wanted)
	if meant == "" {
		meant = diag.Suggest(wanted, around(wanted, m.near[dir]))
	}
	if same := m.near[name]; meant == "" && len(same) == 1 && name != "" {
		meant = same[0]
	}
	if meant == "" {
		return ""
	}
	return `did you mean "` + relative(from, meant) + `"?`
}

// paged returns the page that another generator would have made an HTML file
// of, or "".
func (m *Map) paged(wanted string) string {
	stem, ok := strings.CutSuffix(strings.TrimSuffix(wanted, ".htm"), ".html")
	if !ok && !strings.HasSuffix(wanted, ".htm") {
		return ""
	}
	for _, name := range []string{stem + ".md", stem + ".mdx"} {
		if _, ok := m.written[name]; ok {
			return name
		}
	}
	if route, ok := m.Served(stem); ok && strings.HasPrefix(stem, "/") {
		return route
	}
	return ""
}

// relative writes the path of a file as seen from a folder; routes stay.
func relative(from, file string) string {
	if path.IsAbs(file) || from == "" {
		return file
	}
	here, there := strings.Split(from, "/"), strings.Split(file, "/")
	for len(here) > 0 && len(there) > 1 && here[0] == there[0] {
		here, there = here[1:], there[1:]
	}
	return strings.Repeat("../", len(here)) + strings.Join(there, "/")
}

// around returns the candidates next to a word in alphabetical order: all of a
// usual folder, some of a huge one.
func around(word string, sorted []string) []string {
	const most = 200
	if len(sorted) <= most {
		return sorted
	}
	at, _ := slices.BinarySearch(sorted, word)
	from := min(max(at-most/2, 0), len(sorted)-most)
	return sorted[from : from+most]
}
