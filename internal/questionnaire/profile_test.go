package questionnaire

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/source"
)

// profiles reads a file of profiles without mistakes.
func profiles(t *testing.T, text string) []*Profile {
	t.Helper()
	out, list := ReadProfiles(source.NewFile("p.yaml", []byte(text)))
	if len(list) > 0 {
		t.Fatalf("%+v\n%s", list, text)
	}
	return out
}

func TestProfiles(t *testing.T) {
	const table = "Statement;Rating of supplier;Owner\nLogs are kept.;;\nBackups are made.;Level 0;\n"
	q, err := Open([]byte(table), nil)
	if err != nil || len(q.Sheets[0].Rows) != 0 {
		t.Fatalf("%v, found %q without a profile", err, found(q))
	}
	words := map[string]string{"headings": "[Level 3 Level 4 Level 0]", "columns": "[Level 3 Level 0 -]"}
	for name, text := range map[string]string{
		"headings": "profiles:\n  - headings: {Statement: question, Rating of supplier: answer, Owner: comment}\n    placeholders: [Level 0]\n    vocabulary: {yes: [Level 3, Level 4], no: Level 0}\n",
		"columns":  "profiles:\n  - fingerprint: other\n  - sheets:\n      - blocks:\n          - {header: 1, from: 2, columns: {A: question, B: answer, C: comment}}\n    placeholders: Level 0\n    vocabulary: {yes: [Level 3], no: Level 0, na: \"-\"}\n",
	} {
		q, err := Open([]byte(table), profiles(t, text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := found(q); !slices.Equal(got, []string{"//Logs are kept. -> B2" + words[name] + ", C2", "//Backups are made. -> B3" + words[name] + ", C3"}) {
			t.Errorf("%s: %q", name, got)
		}
		if word, _ := q.Words.Pick(choice.Yes, []string{"Level 0", "Level 3"}); word != "Level 3" || !slices.Contains(q.Empty, "Level 0") || q.Sheets[0].Rows[0].Answers[0].Heading != "Rating of supplier" {
			t.Errorf("%s: yes is %q, empty is %q", name, word, q.Empty)
		}
	}
	_, err = Open([]byte(table), profiles(t, "profiles:\n  - fingerprint: other\n"))
	var refused *Refused
	if !errors.As(err, &refused) || !strings.Contains(refused.Hint, "--save-map") {
		t.Errorf("a profile for another file: %v", err)
	}
	if q, err := Open([]byte("Question,Answer\nIs it so?,\n"), profiles(t, "profiles:\n  - ignore: ['']\n")); err != nil || len(q.Sheets[0].Rows) != 0 {
		t.Errorf("a sheet that is to be ignored: %q, %v", found(q), err)
	}
}

func TestProfileMistakes(t *testing.T) {
	for text, want := range map[string]string{
		"profiles:\n  - sheets: [{blocks: [{from: 2, columns: {\"1\": answer}}]}]\n": `"1" is no column`,
		"profiles:\n  - sheets: [{blocks: [{from: 2, columns: {A: anser}}]}]\n":      `"anser" is no role of a column`,
		"profiles:\n  - headings: {Reply: x}\n":                                      `"x" is no role of a column`,
		"profiles:\n  - colums: {}\n":                                                "colums",
		"- a\n":                                                                      "",
	} {
		_, list := ReadProfiles(source.NewFile("p.yaml", []byte(text)))
		if len(list) == 0 || !strings.Contains(list[0].Message, want) {
			t.Errorf("%s: %+v, want %q", text, list, want)
		}
	}
}

// TestSavedProfile saves the layout of each real questionnaire and finds the same
// with it.
func TestSavedProfile(t *testing.T) {
	files, err := filepath.Glob(corpus + "*/*.[xc]*s*")
	if err != nil || len(files) == 0 {
		t.Skip("../shared/corpus/questionnaires is not there")
	}
	for _, name := range files {
		if ext := filepath.Ext(name); ext != ".xlsx" && ext != ".csv" {
			continue
		}
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		q, err := Open(data, nil)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Open(data, profiles(t, q.Profile()))
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		was, now := written(q), written(again)
		if !slices.Equal(was, now) || again.Profile() != q.Profile() {
			t.Errorf("%s: %d rows are found, and %d with the profile that was saved", filepath.Base(name), len(was), len(now))
		}
	}
}

// written names the cells for answers of each row.
func written(q *Questionnaire) []string {
	var out []string
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			for _, a := range r.Answers {
				out = append(out, s.Name+"!"+a.Cell)
			}
		}
	}
	return out
}
