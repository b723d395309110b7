package questionnaire

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// drawn makes a sheet of lines whose cells are parted by bars.
func drawn(text string) *sheet {
	s := &sheet{name: "Sheet"}
	for _, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		var row []string
		for _, c := range strings.Split(line, "|") {
			row = append(row, strings.TrimSpace(c))
		}
		s.rows = append(s.rows, row)
	}
	return s
}

// found says what was found in one line a row.
func found(q *Questionnaire) []string {
	var out []string
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			line := fmt.Sprintf("%s/%s/%s", r.ID, r.Section, r.Question)
			for _, a := range r.Answers {
				line += " -> " + a.Cell
				if a.Choices != nil {
					line += fmt.Sprint(a.Choices)
				}
			}
			if r.Comment != nil {
				line += ", " + r.Comment.Cell
			}
			out = append(out, line)
		}
	}
	return out
}

func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name, sheet string
		want        []string
	}{
		{"one table", "ID|Question|Answer|Comments\n1|Is data encrypted?||\n2|Are backups made?||", []string{"1//Is data encrypted? -> C2, D2", "2//Are backups made? -> C3, D3"}},
		{"below a title and a note", "Vendor review\nPlease fill in the white cells|\n||\nRef|Requirement|Vendor Response (Yes/No/N/A)\nA-1|Logs are kept for a year.|", []string{"A-1//Logs are kept for a year. -> C5[Yes No N/A]"}},
		{"sections in rows of their own", "#|Requirement|Response\nAccess||\n1|Is MFA used?|\nBackup||\n2|Are backups tested?|", []string{"1/Access/Is MFA used? -> C3", "2/Backup/Are backups tested? -> C5"}},
		{"sections in a column, said once", "Domain|Question|Answer\nAccess|Is MFA used?|\n|Who reviews access?|\nBackup|Are backups tested?|",
			[]string{"/Access/Is MFA used? -> C2", "/Access/Who reviews access? -> C3", "/Backup/Are backups tested? -> C4"}},
		{"headings again for each section", "Company|Answer|Notes\nDo you have a security team?||\nHosting|Answer|Notes\nWhich cloud do you use?||",
			[]string{"/Company/Do you have a security team? -> B2, C2", "/Hosting/Which cloud do you use? -> B4, C4"}},
		{"questions over the first headings", " General||||\nG-1|Name of the company|||\nG-2|Country of the company|||\n Staff||Answer|Comments|\nD-1|Do you have a security team?|||",
			[]string{"G-1/General/Name of the company -> C2, D2", "G-2/General/Country of the company -> C3, D3", "D-1/Staff/Do you have a security team? -> C5, D5"}},
		{"no headings at all", "1|Is customer data encrypted at rest?|\n2|Are backups tested every year?|\n3|Is there a security policy in force?|",
			[]string{"1//Is customer data encrypted at rest? -> C1", "2//Are backups tested every year? -> C2", "3//Is there a security policy in force? -> C3"}},
		{"many columns of others", "assessable|depth|name|owner|weight|x|y|z|questions|answer\n|1|a|b|c|d|e|f|Is MFA used?|", []string{"//Is MFA used? -> J2"}},
		{"for the one who asks", "Question|Answer|Assessor comments|Risk rating\nIs MFA used?|||", []string{"//Is MFA used? -> B2"}},
		{"an open question without an id", "ID|Question|Answer\n1|Is MFA used?|\n|If not, why?|", []string{"1//Is MFA used? -> C2", "//If not, why? -> C3"}},
		{"a list of words", "type|answers\nname|answ", nil},
		{"prose", "This workbook is about security, read it first.|\nIt has three parts, each of which matters.|\nSend it back when you are done with it.|", nil},
		{"statements beside names", "ref|name|text\nA1|Governance|The organisation has a policy in force.\nA2||The organisation trains its staff.\nA3|Access|Access is reviewed every quarter.", nil},
	} {
		q := (&file{sheets: []*sheet{drawn(c.sheet)}}).read(builtin(), nil)
		if got := found(q); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestNotices(t *testing.T) {
	for text, want := range map[string]string{
		"TLP: AMBER - for members": "TLP: AMBER", "TLP:RED": "TLP:RED", "Company Confidential": "Company Confidential", "Do not distribute": "Do not distribute",
		"Is confidential data encrypted?": "", "Security review": "",
	} {
		got := ""
		if n := notices(drawn("x|" + text)); n != nil {
			got = n[0].Text
		}
		if got != want {
			t.Errorf("%q is marked %q, want %q", text, got, want)
		}
	}
}

func TestIsID(t *testing.T) {
	for text, want := range map[string]bool{
		"1": true, "1.2.3": true, "CEK-03.1": true, "DOCU-01": true, "Q12": true, "A&A-01": true, "RG-PS-01": true, "4.": true,
		"": false, "Yes": false, "General": false, "Access control 1": false, "2026-02-25 12:00": false,
	} {
		if isID(text) != want {
			t.Errorf("isID(%q) is %v", text, !want)
		}
	}
}
