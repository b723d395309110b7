package external

import (
	"cmp"
	"slices"
	"strings"

	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Use is one place that links to another host.
type Use struct {
	URL  string // as written
	Span source.Span
}

// Keys returns the addresses to ask for, sorted, each once; uses that are no
// addresses of the web fall away.
func Keys(uses []Use) []string {
	var out []string
	for _, u := range uses {
		if key, ok := Key(u.URL); ok {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Report says at every place what became of its address. A host that cannot be
// reached at all is reported once, at the first place that links to it.
func Report(uses []Use, answers []Answer) diag.List {
	known := make(map[string]Answer, len(answers))
	for _, a := range answers {
		known[a.URL] = a
	}
	sorted := slices.Clone(uses)
	slices.SortStableFunc(sorted, func(a, b Use) int {
		return cmp.Or(strings.Compare(a.Span.Path(), b.Span.Path()), cmp.Compare(a.Span.Start, b.Span.Start), strings.Compare(a.URL, b.URL))
	})
	var list diag.List
	hosts := make(map[string]int) // uses of each host that is not reached
	for _, u := range sorted {
		if a := known[keyOf(u)]; a.Outcome == Unreached && a.Host != "" {
			hosts[a.Host]++
		}
	}
	for _, u := range sorted {
		a := known[keyOf(u)]
		if a.Outcome == Unreached && a.Host != "" {
			if n := hosts[a.Host]; n > 0 {
				list.Add(unreachedHost(u, a, n))
				hosts[a.Host] = 0
			}
			continue
		}
		if d, ok := reportOne(u, a); ok {
			list.Add(d)
		}
	}
	return list.Sorted()
}

// keyOf returns the key of a use, "" without one.
func keyOf(u Use) string {
	key, _ := Key(u.URL)
	return key
}

// unreachedHost reports a host that no request reached.
func unreachedHost(u Use, a Answer, uses int) diag.Diagnostic {
	links := "the only link to it is not checked"
	if uses > 1 {
		links = "none of the links to it is checked"
	}
	return diag.Warningf(diag.ExternalUnreached, u.Span, "the host %s is not reached: %s; %s", a.Host, a.Why, links).
		Hinted("open the address in a browser, or check again later")
}

// reportOne reports one place.
func reportOne(u Use, a Answer) (diag.Diagnostic, bool) {
	switch a.Outcome {
	case Broken:
		return diag.Errorf(diag.ExternalBroken, u.Span, "the link %q is broken: %s", u.URL, a.Why).
			Hinted("correct the address, or remove the link"), true
	case Moved:
		d := diag.Warningf(diag.ExternalMoved, u.Span, "the address %q has moved for good", u.URL).Hinted("write %s", withFragment(a.Location, u.URL))
		d.Severity = diag.Note
		return d, true
	case Unreached:
		return diag.Warningf(diag.ExternalUnreached, u.Span, "the link %q is not checked: %s", u.URL, a.Why).
			Hinted("open the address in a browser, or check again later"), true
	}
	return diag.Diagnostic{}, false
}

// withFragment gives a new address the fragment of the old one, as browsers do
// (RFC 9110, section 10.2.2).
func withFragment(location, old string) string {
	_, fragment, found := strings.Cut(old, "#")
	if !found || strings.Contains(location, "#") {
		return location
	}
	return location + "#" + fragment
}
