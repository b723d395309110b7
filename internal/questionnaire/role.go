package questionnaire

import (
	_ "embed"
	"maps"
	"strings"
	"unicode"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/source"
)

// Role is what stands in a column.
type Role string

// The roles of columns.
const (
	RoleID        Role = "id"
	RoleSection   Role = "section"
	RoleQuestion  Role = "question"
	RoleAnswer    Role = "answer"
	RoleScore     Role = "score" // a degree that only a person can give; found, never written
	RoleComment   Role = "comment"
	RoleGuidance  Role = "guidance"  // of the one who asks
	RoleEvaluator Role = "evaluator" // for the one who asks; never written
)

//go:embed roles.yaml
var rolesFile []byte

// headings are the names of columns.
type headings struct {
	whole, starts, ends map[string]Role
}

// builtin reads the names of columns that are a part of the program.
func builtin() *headings {
	var file struct {
		Roles struct {
			ID        []source.Text `json:"id"`
			Section   []source.Text `json:"section"`
			Question  []source.Text `json:"question"`
			Answer    []source.Text `json:"answer"`
			Score     []source.Text `json:"score"`
			Comment   []source.Text `json:"comment"`
			Guidance  []source.Text `json:"guidance"`
			Evaluator []source.Text `json:"evaluator"`
		} `json:"roles"`
	}
	node, list := decode.YAML(source.NewFile("roles.yaml", rolesFile), decode.Config)
	if node != nil {
		list.Add(decode.Into(node, &file)...)
	}
	if len(list) > 0 {
		panic("questionnaire: " + list[0].Message)
	}
	h := &headings{whole: map[string]Role{}, starts: map[string]Role{}, ends: map[string]Role{}}
	r := file.Roles
	for _, group := range []struct {
		role  Role
		names []source.Text
	}{{RoleID, r.ID}, {RoleSection, r.Section}, {RoleQuestion, r.Question}, {RoleAnswer, r.Answer}, {RoleScore, r.Score}, {RoleComment, r.Comment}, {RoleGuidance, r.Guidance}, {RoleEvaluator, r.Evaluator}} {
		for _, n := range group.names {
			switch rest, first := strings.CutPrefix(n.Value, "*"); {
			case first:
				h.ends[folded(rest)] = group.role
			case strings.HasSuffix(n.Value, "*"):
				h.starts[folded(strings.TrimSuffix(n.Value, "*"))] = group.role
			default:
				h.whole[folded(n.Value)] = group.role
			}
		}
	}
	return h
}

// with returns the names of columns with those of a profile, which win.
func (h *headings) with(p *Profile) *headings {
	if p == nil || len(p.headings) == 0 {
		return h
	}
	out := &headings{whole: maps.Clone(h.whole), starts: h.starts, ends: h.ends}
	maps.Copy(out.whole, p.headings)
	return out
}

// longestHeading is the most characters that the heading of a column has.
const longestHeading = 60

// of returns the role of a column by its heading, or "".
func (h *headings) of(text string) Role {
	key := folded(text)
	if key == "" || len(key) > longestHeading {
		return ""
	}
	if r, ok := h.whole[key]; ok {
		return r
	}
	found, length := Role(""), 0
	for name, r := range h.starts {
		if strings.HasPrefix(key, name) && (len(name) > length || len(name) == length && r < found) {
			found, length = r, len(name)
		}
	}
	for name, r := range h.ends {
		if strings.HasSuffix(key, name) && (len(name) > length || len(name) == length && r < found) {
			found, length = r, len(name)
		}
	}
	return found
}

// folded is a text without what headings differ in. A text of signs alone, such
// as #, stays.
func folded(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return strings.TrimSpace(text)
	}
	return strings.Join(words, " ")
}
