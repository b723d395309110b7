package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"

	"github.com/candor-site/candor/internal/diag"
)

var update = flag.Bool("update", false, "rewrite what the scripts compare with cmp")

// noon is the instant of every script, 2026-11-21T12:00:00Z, unless a script
// says otherwise.
const noon = "1795262400"

const (
	stories     = "testdata/script"
	diagnostics = "testdata/script/diagnostics"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"candor": main})
}

func params(dir string) testscript.Params {
	return testscript.Params{
		Dir:                 dir,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                scriptCommands,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", noon)
			return nil
		},
	}
}

// TestScript tells one story a file.
func TestScript(t *testing.T) { testscript.Run(t, params(stories)) }

// TestDiagnostics holds each code to its golden: the smallest site that shows
// the mistake, and all that candor check prints.
func TestDiagnostics(t *testing.T) { testscript.Run(t, params(diagnostics)) }

// TestEveryCodeHasAGolden checks that the table of codes and the goldens
// agree, and that a golden shows its own code and, for one cause, no other.
func TestEveryCodeHasAGolden(t *testing.T) {
	known := map[string]bool{}
	for _, info := range diag.Codes() {
		code := string(info.Code)
		known[code+".txtar"] = true
		archive, err := txtar.ParseFile(filepath.Join(diagnostics, code+".txtar"))
		if err != nil {
			t.Errorf("%s has no golden: %v", code, err)
			continue
		}
		want := ""
		for _, f := range archive.Files {
			if f.Name == "want" {
				want = string(f.Data)
			}
		}
		if !strings.Contains(want, "["+code+"]\n") {
			t.Errorf("the golden of %s does not show it", code)
		}
		for _, other := range diag.Codes() {
			if other.Code != info.Code && strings.Contains(want, "["+string(other.Code)+"]\n") {
				t.Errorf("the golden of %s also shows %s; make it smaller", code, other.Code)
			}
		}
		if !strings.Contains(want, "  hint: ") && !hintless[code] {
			t.Errorf("%s comes without a hint: say what to do", code)
		}
	}
	entries, err := os.ReadDir(diagnostics)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !known[e.Name()] {
			t.Errorf("%s/%s belongs to no code", diagnostics, e.Name())
		}
	}
}

// hintless lists the codes whose message alone says what to write.
var hintless = map[string]bool{
	"attr-syntax": true, "envelope-invalid": true, "expr-unbound": true, "format-invalid": true, "nesting-too-deep": true, "parameter-type": true,
	"parameter-unit": true, "prop-type": true, "schedule-invalid": true, "theme-invalid": true, "value-type": true,
}
