package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// asset is the address of a style or a script of a page.
var asset = regexp.MustCompile(`<(?:link[^>]*rel="?stylesheet"?[^>]*href|script[^>]*src)="?([^" >]+)`)

// download says what a first visit to some pages transfers: the page, its
// styles and its scripts, each compressed with gzip.
func (b *bench) download(s sites) error {
	b.title("What a first visit downloads, compressed with gzip")
	b.say("| page | requests | HTML | styles and scripts |\n|---|---|---|---|\n")
	for _, p := range []struct{ name, site, file string }{
		{"Candor: written page", s.candor, "s0/p1/index.html"},
		{"Candor: control", s.candor, "controls/control-1/index.html"},
		{"Candor: home", s.candor, "index.html"},
		{"Hugo: written page", s.hugo, "s0/p1/index.html"},
		{"Hugo: control", s.hugo, "controls/control-1/index.html"},
	} {
		if b.hugo == "" && p.site == s.hugo {
			continue
		}
		public := filepath.Join(p.site, "public")
		html, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(p.file)))
		if err != nil {
			return err
		}
		requests, rest := 1, 0
		for _, m := range asset.FindAllSubmatch(html, -1) {
			at := strings.TrimPrefix(string(m[1]), "https://trust.example.com")
			data, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(at)))
			if err != nil {
				return err
			}
			requests, rest = requests+1, rest+compressed(data)
		}
		b.say("| %s | %d | %s | %s |\n", p.name, requests, kilo(compressed(html)), kilo(rest))
	}
	b.say("\nWhat a query of the search transfers is measured in internal/search: `go test ./internal/search -run ALargePortal -v`.\n")
	return nil
}

func kilo(n int) string { return fmt.Sprintf("%.1f kB", float64(n)/1000) }

// compressed returns how many bytes data has after gzip.
func compressed(data []byte) int {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(data)
	_ = w.Close()
	return out.Len()
}
