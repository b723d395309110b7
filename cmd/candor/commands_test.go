package main

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/rogpeppe/go-internal/testscript"
)

// scriptCommands are the commands of the scripts beside those of testscript:
//
//	exits CODE PROGRAM [ARG...]   run a program, which must end with the exit code
//	bytes FILE TEXT               write a file; TEXT may hold Go escapes such as \xe9
//	replace FILE OLD NEW          replace the only OLD of a file
//	append FILE TEXT              write a line at the end of a file
//	json FILE [POINTER VALUE]     check that a file is JSON; the value at the pointer
//	jsonl FILE LINES              check that each line of a file is JSON, and their number
//	sarif FILE                    check that a file is a SARIF 2.1.0 log
//	xlsx FILE                     check that a file is a workbook
//	sheet FILE TABLE              make a workbook of a table of CSV
//	cell FILE CELL TEXT           check what a cell of the first sheet of a workbook says
//	commit FOLDER DATE            commit all of a folder, which becomes a git repository
//	web FILE...                   start a web server on loopback, set $WEB to its address, and
//	                              put it in the place of http://web.test in the files
//
// FILE may be stdout or stderr.
var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"exits":   exits,
	"bytes":   writeBytes,
	"replace": replaceText,
	"append":  appendLine,
	"json":    checkJSON,
	"jsonl":   checkLines,
	"sarif":   checkSARIF,
	"xlsx":    checkWorkbook,
	"sheet":   writeSheet,
	"cell":    checkCell,
	"web":     serveWeb,
	"commit":  commitAll,
}

// need stops a script that uses a command wrongly.
func need(ts *testscript.TestScript, neg, ok bool, usage string) {
	if neg || !ok {
		ts.Fatalf("usage: %s", usage)
	}
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) >= 2, "exits CODE PROGRAM [ARG...]")
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "bytes FILE TEXT")
	text, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

func replaceText(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 3, "replace FILE OLD NEW")
	text := ts.ReadFile(args[0])
	if n := strings.Count(text, args[1]); n != 1 {
		ts.Fatalf("%s holds %q %d times, want once", args[0], args[1], n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o666))
}

func appendLine(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "append FILE TEXT")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+args[1]+"\n"), 0o666))
}

func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 1 || len(args) == 3, "json FILE [POINTER VALUE]")
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &v))
	if len(args) == 1 {
		return
	}
	found, err := at(v, args[1])
	ts.Check(err)
	got, ok := found.(string)
	if !ok {
		data, err := json.Marshal(found)
		ts.Check(err)
		got = string(data)
	}
	if got != args[2] {
		ts.Fatalf("%s of %s is %s, want %s", args[1], args[0], got, args[2])
	}
}

// at returns the value at a JSON pointer (RFC 6901, without escapes).
func at(v any, pointer string) (any, error) {
	for _, key := range strings.Split(pointer, "/")[1:] {
		switch tree := v.(type) {
		case map[string]any:
			inner, ok := tree[key]
			if !ok {
				return nil, fmt.Errorf("no %q on the way to %s", key, pointer)
			}
			v = inner
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(tree) {
				return nil, fmt.Errorf("no item %q of %d on the way to %s", key, len(tree), pointer)
			}
			v = tree[i]
		default:
			return nil, fmt.Errorf("%q is below a scalar on the way to %s", key, pointer)
		}
	}
	return v, nil
}

func checkLines(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "jsonl FILE LINES")
	want, err := strconv.Atoi(args[1])
	ts.Check(err)
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	if len(lines) != want {
		ts.Fatalf("%s has %d lines, want %d", args[0], len(lines), want)
	}
	for i, line := range lines {
		if !json.Valid([]byte(line)) {
			ts.Fatalf("line %d of %s is not JSON: %s", i+1, args[0], line)
		}
	}
}

// checkSARIF checks what readers of SARIF need: the version, rules, and
// results that refer to a rule and lie at a place.
func checkSARIF(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 1, "sarif FILE")
	var log struct {
		Schema  string `json:"$schema"`
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct {
					Name  string
					Rules []struct{ ID string }
				}
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine, StartColumn int }
					}
				}
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &log))
	if log.Version != "2.1.0" || log.Schema == "" || len(log.Runs) != 1 {
		ts.Fatalf("%s is no SARIF 2.1.0 log of one run", args[0])
	}
	rules := log.Runs[0].Tool.Driver.Rules
	if len(rules) == 0 || len(log.Runs[0].Results) == 0 {
		ts.Fatalf("%d rules and %d results", len(rules), len(log.Runs[0].Results))
	}
	for _, r := range log.Runs[0].Results {
		place := r.Locations[0].PhysicalLocation
		if r.RuleIndex < 0 || rules[r.RuleIndex].ID != r.RuleID || r.Message.Text == "" || place.ArtifactLocation.URI == "" ||
			place.Region.StartLine < 1 || place.Region.StartColumn < 1 || !slices.Contains([]string{"error", "warning", "note"}, r.Level) {
			ts.Fatalf("a result is incomplete: %+v", r)
		}
	}
}

func checkWorkbook(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 1, "xlsx FILE")
	data := ts.ReadFile(args[0])
	r, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	ts.Check(err)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
		if !slices.ContainsFunc(r.File, func(f *zip.File) bool { return f.Name == name }) {
			ts.Fatalf("%s lacks %s", args[0], name)
		}
	}
}

// serveWeb starts a web server whose answer is the first segment of the path: a
// status, with the rest of the path as the place that a redirect leads to.
func serveWeb(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) > 0, "web FILE...")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		code, err := strconv.Atoi(status)
		if err != nil {
			code = http.StatusOK
		}
		if code/100 == 3 {
			w.Header().Set("Location", "/"+rest)
		}
		w.WriteHeader(code)
	}))
	ts.Defer(server.Close)
	ts.Setenv("WEB", server.URL)
	for _, name := range args {
		text := strings.ReplaceAll(ts.ReadFile(name), "http://web.test", server.URL)
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o666))
	}
}

func commitAll(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, neg, len(args) == 2, "commit FOLDER DATE")
	at, err := time.Parse(time.DateOnly, args[1])
	ts.Check(err)
	dir := ts.MkAbs(args[0])
	repo, err := git.PlainOpen(dir)
	if errors.Is(err, git.ErrRepositoryNotExists) {
		repo, err = git.PlainInitWithOptions(dir, &git.PlainInitOptions{InitOptions: git.InitOptions{DefaultBranch: "refs/heads/main"}})
	}
	ts.Check(err)
	w, err := repo.Worktree()
	ts.Check(err)
	ts.Check(w.AddWithOptions(&git.AddOptions{All: true}))
	who := &object.Signature{Name: "A", Email: "a@example.com", When: at}
	_, err = w.Commit("change", &git.CommitOptions{Author: who, Committer: who})
	ts.Check(err)
}
