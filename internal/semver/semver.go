// Package semver orders versions by Semantic Versioning 2.0.0, also those that are
// not written in full. It knows no ranges, and no other schemes.
package semver

import (
	"cmp"
	"fmt"
	"strings"
)

// Compare orders two versions by Semantic Versioning 2.0.0 and returns
// -1, 0 or 1. A leading v is skipped, missing parts count as zero ("1.18" is
// 1.18.0), and build metadata has no weight.
func Compare(a, b string) (int, error) {
	x, err := parseVersion(a)
	if err != nil {
		return 0, err
	}
	y, err := parseVersion(b)
	if err != nil {
		return 0, err
	}
	for i := range x.core {
		if c := compareNumbers(x.core[i], y.core[i]); c != 0 {
			return c, nil
		}
	}
	return comparePreReleases(x.pre, y.pre), nil
}

type version struct {
	core [3]string // decimal, without leading zeros
	pre  []string
}

func parseVersion(text string) (version, error) {
	bad := fmt.Errorf("%q is not a version, such as 1.18.2", text)
	rest, build, built := strings.Cut(strings.TrimPrefix(text, "v"), "+")
	core, pre, preRelease := strings.Cut(rest, "-")
	v := version{core: [3]string{"0", "0", "0"}}
	parts := strings.Split(core, ".")
	if len(parts) > len(v.core) {
		return version{}, bad
	}
	for i, part := range parts {
		if !digits(part) {
			return version{}, bad
		}
		v.core[i] = trimZeros(part)
	}
	if preRelease {
		v.pre = strings.Split(pre, ".")
	}
	identifiers := v.pre
	if built {
		identifiers = append(strings.Split(build, "."), v.pre...)
	}
	for _, id := range identifiers {
		if id == "" || strings.Trim(id, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") != "" {
			return version{}, bad
		}
	}
	return v, nil
}

// comparePreReleases compares identifier by identifier: numbers by value and
// below words, words by their bytes, fewer below more; none is the release
// itself and above all.
func comparePreReleases(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return cmp.Compare(len(b), len(a)) // at most one of the two is a pre-release
	}
	for i := 0; i < len(a) && i < len(b); i++ {
		var c int
		switch x, y := digits(a[i]), digits(b[i]); {
		case x && y:
			c = compareNumbers(trimZeros(a[i]), trimZeros(b[i]))
		case x:
			c = -1
		case y:
			c = 1
		default:
			c = strings.Compare(a[i], b[i])
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// compareNumbers compares decimals of any length without leading zeros.
func compareNumbers(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

func trimZeros(s string) string {
	if s = strings.TrimLeft(s, "0"); s == "" {
		return "0"
	}
	return s
}

func digits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
