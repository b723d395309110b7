// Package reproduce says how a reader can check a piece of evidence: the commands
// of a shell that need no credentials, with what they print where that is known.
//
// Commands are made of facts of the View alone. What a target says is evidence,
// which nobody vouches for: a name that is not plainly one makes no command, and
// every word is quoted. The package runs nothing and writes no words for people.
package reproduce

import (
	"strings"

	"github.com/candor-site/candor/internal/disclose"
	"github.com/candor-site/candor/internal/route"
)

// Kind says what a step does.
type Kind string

// The kinds, in the order in which steps are listed.
const (
	Fetch    Kind = "fetch"     // gets the published file, and what stands beside it
	Digest   Kind = "digest"    // computes the digest of the file
	Verify   Kind = "verify"    // holds the file against envelope, signatures and log, in a copy of the site
	Key      Kind = "key"       // writes down the public key of a signer
	Openssl  Kind = "openssl"   // verifies a signature
	Cosign   Kind = "cosign"    // verifies a signature
	Run      Kind = "run"       // the command that was run; it may need what the others do not
	Headers  Kind = "headers"   // asks a web address for its headers
	TLS      Kind = "tls"       // asks an endpoint for its certificate and its newest version of TLS
	Protocol Kind = "protocols" // tries the versions of TLS one by one
	DNS      Kind = "dns"       // asks for records of a domain name
)

// Step is one thing to do.
type Step struct {
	Kind   Kind
	Shell  string   // for a POSIX shell, one command a line
	Prints string   // what it prints where all is well, "" where that is not known
	About  string   // what is asked, or who signed: for the words around it; "" where nothing is
	Needs  []string // names of the variables that the command was given
}

// Public reports whether a step asks what was examined, and not the evidence.
func (s Step) Public() bool {
	return s.Kind == Headers || s.Kind == TLS || s.Kind == Protocol || s.Kind == DNS
}

// File is what stands for the name of a file that is not published.
const File = "FILE"

// Of returns what a reader can do about a piece of evidence.
func Of(v *disclose.View, e *disclose.Evidence) []Step {
	w := &writer{view: v, piece: e, name: File}
	w.file()
	w.signatures()
	w.add(Verify, Command("candor", "evidence", "verify", e.ID), "", "")
	w.command()
	w.probes()
	return w.steps
}

// writer collects the steps of one piece of evidence.
type writer struct {
	view  *disclose.View
	piece *disclose.Evidence
	name  string // of the file, as the commands call it
	steps []Step
}

func (w *writer) add(kind Kind, shell, prints, about string) {
	if shell != "" {
		w.steps = append(w.steps, Step{Kind: kind, Shell: shell, Prints: prints, About: about})
	}
}

// file adds how the file is fetched, where it is published, and what its digest
// is.
func (w *writer) file() {
	if e := w.piece; e.Raw != "" {
		var lines []string
		for _, address := range append([]string{e.Raw}, routes(e.Beside)...) {
			lines = append(lines, Command("curl", "-fsSO", route.Below(w.view.Site.BaseURL, address)))
		}
		w.name = base(e.Raw)
		w.add(Fetch, strings.Join(lines, "\n"), "", "")
	}
	if w.piece.Digest != "" {
		w.add(Digest, Command("sha256sum", w.name), w.piece.Digest+"  "+w.name, "")
	}
}

func routes(files []disclose.Asset) []string {
	var out []string
	for _, f := range files {
		out = append(out, f.Route)
	}
	return out
}

func base(address string) string { return address[strings.LastIndexByte(address, '/')+1:] }

// command adds the command that was run.
func (w *writer) command() {
	if shell := Command(w.piece.Command...); shell != "" {
		w.steps = append(w.steps, Step{Kind: Run, Shell: shell, Needs: w.piece.Env})
	}
}
