package source

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// maxName is the longest file name, in bytes, that every common file system
// can hold with room for a suffix.
const maxName = 200

// NameFault says why a file name is not portable, as words that complete "has
// a name that ...", or "" for a good name. A portable name is NFC UTF-8 of at
// most 200 bytes without characters, endings or words that Windows, macOS or a
// terminal treat specially.
func NameFault(name string) string {
	switch {
	case ordinary(name) && !windowsDevice(name):
		return ""
	case name == "" || name == "." || name == "..":
		return "is empty or a directory reference"
	case !utf8.ValidString(name):
		return "is not UTF-8"
	case len(name) > maxName:
		return fmt.Sprintf("is longer than %d bytes", maxName)
	case !norm.NFC.IsNormalString(name):
		return "is not in Unicode form NFC"
	case strings.TrimRight(name, " .") != name || strings.TrimLeft(name, " ") != name:
		return "starts with a space, or ends with a space or a dot"
	case windowsDevice(name):
		return "is a device on Windows"
	}
	for _, r := range name {
		if strings.ContainsRune(`<>:"/\|?*`, r) || unicode.In(r, unicode.Cc, unicode.Cf) {
			return fmt.Sprintf("holds the character %+q", r)
		}
	}
	return ""
}

// ordinary reports whether a name is of the kind that most are: letters and
// digits of ASCII with dots, hyphens and underscores between.
func ordinary(name string) bool {
	if name == "" || len(name) > maxName || name[0] == '.' || name[len(name)-1] == '.' {
		return false
	}
	for i := range len(name) {
		c := name[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && c != '.' && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

func windowsDevice(name string) bool {
	if dot := strings.IndexByte(name, '.'); dot > 4 || dot < 0 && len(name) > 4 {
		return false
	}
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch stem {
	case "CON", "PRN", "AUX", "NUL":
		return true
	}
	return len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9'
}

// FoldName reduces a name to the form in which two names count as the same on
// any file system: Unicode NFKC and case folding.
func FoldName(name string) string {
	if folded(name) {
		return name
	}
	return norm.NFKC.String(cases.Fold().String(norm.NFKC.String(name)))
}

// ComposeName brings a name into Unicode form NFC, the form of portable names.
func ComposeName(name string) string { return norm.NFC.String(name) }
