// Package corpus writes sites to measure generators with: pages of a trust
// center, controls, and evidence, the same for every generator.
//
// Equal sizes give equal bytes: all that varies comes out of a generator of
// random numbers with a fixed seed. The package measures nothing.
package corpus

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// Size says how much a corpus holds.
type Size struct {
	Pages int // of about 6 KB each; controls are a fifth of them
	// Evidence is the pieces of evidence of each control, of 2 to 20 KB.
	Evidence int
	// Reports is how many controls there are besides, each with one piece of
	// evidence of 5 MB.
	Reports int
}

// Pieces returns how many pieces of evidence there are.
func (s Size) Pieces() int { return s.Controls()*s.Evidence + s.Reports }

// Controls returns how many controls there are but for those of the reports.
func (s Size) Controls() int { return max(s.Pages/5, 1) }

// AsOf is the instant at which the corpus is judged.
var AsOf = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// sections is over how many folders the pages are spread, per thousand.
const perSection = 100

// writer writes one corpus.
type writer struct {
	dir  string
	size Size
	rand *rand.Rand
	err  error
}

// put writes a file below the folder; after an error it does nothing.
func (w *writer) put(name string, data []byte) {
	if w.err != nil {
		return
	}
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err = os.MkdirAll(filepath.Dir(file), 0o755); w.err == nil {
		w.err = os.WriteFile(file, data, 0o644)
	}
}

// pageName returns where a page stands below the content folder.
func pageName(i int) string { return fmt.Sprintf("s%d/p%d.md", i/perSection, i) }

// controlID names a control.
func controlID(i int) string { return fmt.Sprintf("control-%d", i) }

// evidenceID names a piece of evidence of a control.
func evidenceID(control, i int) string { return fmt.Sprintf("evidence-%d-%d", control, i) }

// newWriter starts a corpus in a folder.
func newWriter(dir string, size Size) *writer {
	return &writer{dir: dir, size: size, rand: rand.New(rand.NewPCG(20261120, uint64(size.Pages)))}
}

// words are what sentences are made of.
var words = []string{
	"access", "account", "administrator", "alert", "application", "approval", "archive", "audit", "backup", "baseline", "bucket", "certificate", "change", "cluster",
	"code", "customer", "data", "database", "deletion", "deployment", "device", "disk", "document", "endpoint", "engineer", "environment", "event", "evidence", "export",
	"failure", "filter", "firewall", "gateway", "group", "host", "image", "incident", "interval", "inventory", "key", "laptop", "library", "log", "network", "node",
	"notice", "object", "operator", "owner", "package", "password", "patch", "period", "policy", "process", "production", "project", "provider", "queue", "recovery",
	"region", "release", "report", "request", "resource", "response", "review", "role", "rule", "scan", "schedule", "secret", "server", "service", "session", "staff",
	"storage", "supplier", "system", "team", "tenant", "test", "ticket", "token", "traffic", "update", "user", "vault", "version", "volume", "window", "zone",
}

var verbs = []string{"is kept in", "is reviewed by", "is approved by", "is stored with", "is restored from", "is limited to", "is reported to", "is checked against", "is sent to", "is separated from", "is recorded in", "is removed with"}

func (w *writer) word() string { return words[w.rand.IntN(len(words))] }

// sentence is about 60 characters.
func (w *writer) sentence() string {
	s := fmt.Sprintf("The %s %s %s of the %s %s the %s %s.", w.word(), w.word(), w.word(), w.word(), verbs[w.rand.IntN(len(verbs))], w.word(), w.word())
	return s
}

// paragraph is some sentences.
func (w *writer) paragraph(b *bytes.Buffer, sentences int) {
	for i := range sentences {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.sentence())
	}
	b.WriteString("\n\n")
}

// link leads to another page of the corpus.
func (w *writer) link(from int) string {
	to := w.rand.IntN(w.size.Pages)
	return fmt.Sprintf("[%s %s](../%s)", w.word(), w.word(), pageName(to))
}

// page is about 6 KB: headings, text with ten links, a list, a table, code in
// three languages, an admonition.
func (w *writer) page(i int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\ntitle: The %s %s of page %d\ndescription: %s\n---\n\n", w.word(), w.word(), i, w.sentence())
	w.paragraph(&b, 5)
	for part := range 5 {
		fmt.Fprintf(&b, "## The %s %s %s %d\n\n", w.word(), w.word(), w.word(), part+1)
		w.paragraph(&b, 4)
		fmt.Fprintf(&b, "See %s and %s. %s\n\n", w.link(i), w.link(i), w.sentence())
		switch part {
		case 0:
			b.WriteString("> [!NOTE]\n> " + w.sentence() + "\n\n")
			for range 6 {
				fmt.Fprintf(&b, "- **%s**: %s\n", w.word(), w.sentence())
			}
		case 1:
			b.WriteString("| What | How much | Who |\n|---|---|---|\n")
			for range 8 {
				fmt.Fprintf(&b, "| %s %s | %d rows | %s team |\n", w.word(), w.word(), 10+w.rand.IntN(90), w.word())
			}
		case 2:
			w.code(&b, "yaml")
		case 3:
			w.code(&b, "json")
		case 4:
			w.code(&b, "bash")
		}
		b.WriteString("\n")
	}
	return b.Bytes()
}

// code is a fence of some lines.
func (w *writer) code(b *bytes.Buffer, language string) {
	fmt.Fprintf(b, "```%s\n", language)
	switch language {
	case "yaml":
		for range 3 {
			fmt.Fprintf(b, "%s:\n  name: %s-%d\n  enabled: true\n  interval: %dh # of the %s\n", w.word(), w.word(), w.rand.IntN(1000), w.rand.IntN(72), w.word())
		}
	case "json":
		fmt.Fprintf(b, "{\n  \"%s\": {\"id\": \"%s-%d\", \"encrypted\": true},\n  \"%s\": [%d, %d, %d],\n  \"%s\": null\n}\n",
			w.word(), w.word(), w.rand.IntN(1000), w.word(), w.rand.IntN(100), w.rand.IntN(100), w.rand.IntN(100), w.word())
	case "bash":
		fmt.Fprintf(b, "for %[1]s in $(list-%[2]s --all); do\n  if ! check \"$%[1]s\"; then echo \"%[3]s: $%[1]s\" >&2; exit 1; fi\ndone\n", w.word(), w.word(), w.word())
	}
	b.WriteString("```\n")
}

// groups are the rows of a piece of evidence: what a cloud lists.
func (w *writer) groups(bytesWanted int) []byte {
	type group struct {
		Name      string `json:"logGroupName"`
		Retention int    `json:"retentionInDays"`
		Stored    int    `json:"storedBytes"`
		ARN       string `json:"arn"`
		KMS       string `json:"kmsKeyId"`
	}
	var out struct {
		Groups []group `json:"logGroups"`
	}
	for n := 0; n < bytesWanted; n += 240 {
		name := fmt.Sprintf("/%s/%s-%d", w.word(), w.word(), w.rand.IntN(100000))
		out.Groups = append(out.Groups, group{name, 90 + w.rand.IntN(300), w.rand.IntN(1 << 30), "arn:aws:logs:eu-central-1:111122223333:log-group:" + name + ":*",
			fmt.Sprintf("arn:aws:kms:eu-central-1:111122223333:key/%08x", w.rand.Uint32())})
	}
	data, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		w.err = err
	}
	return data
}

// collected is when a piece of evidence was collected.
func (w *writer) collected() time.Time {
	return AsOf.Add(-time.Duration(1+w.rand.IntN(72)) * time.Hour)
}

// digest is the SHA-256 of data in hexadecimal digits.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
