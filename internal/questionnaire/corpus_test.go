package questionnaire

import (
	"os"
	"path/filepath"
	"testing"
)

func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../../../shared/corpus/questionnaires/*/*.xlsx")
	if err != nil || len(files) == 0 {
		t.Skip("../shared/corpus/questionnaires is not there")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		q, err := Workbook(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		total := 0
		for _, s := range q.Sheets {
			t.Logf("%s / %s hidden %v: %d blocks, %d rows", filepath.Base(file), s.Name, s.Hidden, len(s.Blocks), len(s.Rows))
			free, lists, faults := 0, 0, map[string]int{}
			for i, r := range s.Rows {
				for _, a := range r.Answers {
					if a.Choices != nil {
						lists++
					}
					if a.Fault == "" {
						free++
					} else {
						faults[a.Fault]++
					}
				}
				if i < 2 {
					t.Logf("    %d %s | %s | %.60s | %+v | %+v", r.Number, r.ID, r.Section, r.Question, r.Answers, r.Comment)
				}
			}
			total += len(s.Rows)
			if len(s.Rows) > 0 {
				t.Logf("    free %d, lists %d, faults %v", free, lists, faults)
			}
		}
		t.Logf("%s: %d", filepath.Base(file), total)
	}
}
