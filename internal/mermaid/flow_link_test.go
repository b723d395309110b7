package mermaid

import (
	"strings"
	"testing"
)

func TestLinks(t *testing.T) {
	for written, want := range map[string]link{
		"-->": {head: "arrow", length: 1}, "---": {length: 1}, "---->": {head: "arrow", length: 3}, "--x": {head: "cross", length: 1}, "--o": {head: "circle", length: 1},
		"<-->": {head: "arrow", tail: "arrow", length: 1}, "-.->": {stroke: "dotted", head: "arrow", length: 1}, "-.-": {stroke: "dotted", length: 1}, "-..->": {stroke: "dotted", head: "arrow", length: 2},
		"==>": {stroke: "thick", head: "arrow", length: 1}, "===": {stroke: "thick", length: 1}, "~~~": {stroke: "none", length: 1},
		"-- a b -->": {text: "a b", head: "arrow", length: 1}, "--a---": {text: "a", length: 1}, "== a ==>": {text: "a", stroke: "thick", head: "arrow", length: 1},
		"-. a .->": {text: "a", stroke: "dotted", head: "arrow", length: 1}, "-->|a|": {text: "a", head: "arrow", length: 1}, `-->|"a|b"|`: {text: `"a|b"`, head: "arrow", length: 1},
	} {
		if got, rest, ok := readLink(written + " B"); !ok || got != want || strings.TrimSpace(rest) != "B" {
			t.Errorf("%s: %+v, %q, want %+v", written, got, rest, want)
		}
	}
}
