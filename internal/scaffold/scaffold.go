// Package scaffold writes the files that a newcomer starts from: a small
// working site, a library of answers with what they rest on, and single pages,
// controls, records, exceptions and components.
//
// It never overwrites a file.
package scaffold

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
	"time"

	"github.com/candor-site/candor/internal/config"
	"github.com/candor-site/candor/internal/content"
	"github.com/candor-site/candor/internal/controls"
	"github.com/candor-site/candor/internal/evidence"
	"github.com/candor-site/candor/internal/formatschema"
	"github.com/candor-site/candor/internal/join"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/theme"
)

//go:embed all:site all:library all:item
var files embed.FS

// Exists is returned for a file that is already there.
type Exists struct{ Path string }

// Error implements error.
func (e *Exists) Error() string { return e.Path + " exists already" }

// data is what the templates may read.
type data struct {
	Name  string
	Title string
	Now   time.Time
	// Library says that the samples of the library are written too.
	Library bool
	sums    map[string]source.Digest
}

// Day returns the instant a number of days from the time of writing.
func (d data) Day(days int) string { return d.Now.AddDate(0, 0, days).Format(time.RFC3339) }

// Date returns the calendar date a number of days from the time of writing.
func (d data) Date(days int) string { return d.Now.AddDate(0, 0, days).Format(time.DateOnly) }

// Digest returns the SHA-256 of a file that was written before.
func (d data) Digest(name string) source.Digest { return d.sums[name] }

// Predicate returns the type of an envelope's predicate.
func (d data) Predicate() string { return evidence.PredicateType }

// Site writes a small working site into dir, which must be missing or empty:
// one control verified, one stale, one contradicted under an exception, and a
// library of answers over the topics of security questionnaires with controls
// that they rest on, all of them marked as samples. The dates of its evidence
// count from now. It returns the paths written, relative to dir.
func Site(dir string, now time.Time) ([]string, error) { return begin(dir, now, "site", "library") }

// Bare writes the site without the library.
func Bare(dir string, now time.Time) ([]string, error) { return begin(dir, now, "site") }

// begin writes the templates of folders into dir.
func begin(dir string, now time.Time, folders ...string) ([]string, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, &Exists{Path: dir}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	d := data{Name: filepath.Base(dir), Now: now.UTC().Truncate(time.Hour), Library: slices.Contains(folders, "library"), sums: map[string]source.Digest{}}
	made, err := schemas()
	if err != nil {
		return nil, err
	}
	paths, err := templates(folders)
	if err != nil {
		return nil, err
	}
	for _, p := range paths {
		_, name, _ := strings.Cut(strings.TrimSuffix(p, ".tmpl"), "/")
		text, err := expand(p, d)
		if err != nil {
			return nil, err
		}
		d.sums[path.Base(name)] = source.DigestOf(text)
		made = append(made, file{name, text})
	}
	return write(dir, made)
}

// templates lists the files of folders, envelopes behind the evidence whose
// digests they hold.
func templates(folders []string) ([]string, error) {
	var plain, envelopes []string
	for _, folder := range folders {
		err := fs.WalkDir(files, folder, func(p string, e fs.DirEntry, err error) error {
			switch {
			case err != nil || e.IsDir():
			case strings.HasSuffix(p, evidence.EnvelopeSuffix+".tmpl"):
				envelopes = append(envelopes, p)
			default:
				plain = append(plain, p)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return append(plain, envelopes...), nil
}

// file is one file to write.
type file struct {
	name string
	text []byte
}

// schemas makes the schemas that editors complete and check the files of a
// site with.
func schemas() ([]file, error) {
	var made []file
	for _, s := range []struct {
		name string
		of   func() ([]byte, error)
	}{
		{"site", config.Schema}, {"catalog", controls.Schema}, {"topics", controls.TopicsSchema}, {"page", content.Schema}, {"component", theme.ComponentSchema}, {"theme", theme.Schema},
		{"labels", join.LabelsSchema}, {"joins", join.JoinsSchema}, {"format", formatschema.Schema},
	} {
		text, err := s.of()
		if err != nil {
			return nil, err
		}
		made = append(made, file{"schema/" + s.name + ".schema.json", text})
	}
	return made, nil
}

// Kinds are what Item can write, with the folder and the ending of each, and
// what is to do next.
var Kinds = []Kind{
	{"page", "content", ".md", "write the page; candor serve shows it"},
	{"control", "controls", ".yaml", "state the claim, and name the evidence that proves it"},
	{"evidence", "evidence/records", ".yaml", "say what is attested, and who signs it"},
	{"exception", "controls/exceptions", ".yaml", "name the control that it waives, and the reason"},
	{"component", "components", ".html", "write the template; a page uses it by its name"},
}

// Kind is one kind of file to start from.
type Kind struct{ Name, Dir, Ext, Next string }

// Item writes one file of a kind for a name into the site at dir and returns
// the paths written, relative to dir.
func Item(dir string, kind Kind, name string, now time.Time) ([]string, error) {
	d := data{Name: name, Title: title(name), Now: now.UTC().Truncate(time.Hour)}
	var made []file
	for _, ext := range []string{kind.Ext, ".yaml"} {
		text, err := expand("item/"+kind.Name+ext+".tmpl", d)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		made = append(made, file{path.Join(kind.Dir, name+ext), text})
		if kind.Ext == ".yaml" {
			break
		}
	}
	return write(dir, made)
}

// title turns a name such as log-retention into "Log retention".
func title(name string) string {
	words := strings.ReplaceAll(path.Base(name), "-", " ")
	if words == "" {
		return words
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// expand runs one embedded template. Its delimiters are << and >>, so that the
// braces of sentences and components stay as they are.
func expand(name string, d data) ([]byte, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t, err := template.New(name).Delims("<<", ">>").Parse(string(text))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := t.Execute(&b, d); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// write writes files below dir; a file that exists stops it before anything is
// written.
func write(dir string, made []file) ([]string, error) {
	var names []string
	for _, f := range made {
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(f.name))); err == nil {
			return nil, &Exists{Path: f.name}
		}
		names = append(names, f.name)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	for _, f := range made {
		if err := root.MkdirAll(path.Dir(f.name), 0o755); err != nil {
			return nil, fmt.Errorf("making the folder of %s: %w", f.name, err)
		}
		if err := root.WriteFile(f.name, f.text, 0o644); err != nil {
			return nil, fmt.Errorf("writing %s: %w", f.name, err)
		}
	}
	return names, nil
}
