package questionnaire

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-site/candor/internal/choice"
	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/source"
)

// Profile says how a questionnaire is laid out, where that cannot be told from its
// headings, and which words it uses.
type Profile struct {
	Fingerprint string // of the headings that it is for; "": of any
	// Questionnaire is the standard questionnaire that such files are, by name and
	// version: hecvat-4.14. "" says nothing.
	Questionnaire string
	headings      map[string]Role
	sheets        []sheetProfile
	ignored       []string
	Words         map[choice.Word][]string
	// Placeholders are texts that count as an empty cell.
	Placeholders []string
}

// sheetProfile is the layout of one sheet.
type sheetProfile struct {
	Name   source.Text  `json:"name,omitzero"`
	Blocks []blockShape `json:"blocks"`
}

// blockShape is the layout of some rows.
type blockShape struct {
	Header  int          `json:"header,omitempty"`
	From    int          `json:"from"`
	To      int          `json:"to,omitempty"`
	Columns *decode.Node `json:"columns"`
	columns map[int]Role
}

// profileFile is a file of profiles.
type profileFile struct {
	Profiles []struct {
		Fingerprint   string         `json:"fingerprint,omitempty"`
		Questionnaire string         `json:"questionnaire,omitempty"`
		Headings      *decode.Node   `json:"headings,omitempty"`
		Sheets        []sheetProfile `json:"sheets,omitempty"`
		Ignore        []string       `json:"ignore,omitempty" single:"ok"`
		Words         struct {
			Yes     []string `json:"yes,omitempty" single:"ok"`
			No      []string `json:"no,omitempty" single:"ok"`
			Partial []string `json:"partial,omitempty" single:"ok"`
			NA      []string `json:"na,omitempty" single:"ok"`
		} `json:"vocabulary,omitempty"`
		Placeholders []string `json:"placeholders,omitempty" single:"ok"`
	} `json:"profiles"`
}

// Roles are the names of roles in profiles.
var Roles = []Role{RoleID, RoleSection, RoleQuestion, RoleAnswer, RoleScore, RoleComment, RoleGuidance, RoleEvaluator}

// ReadProfiles reads a file of profiles. Every mistake is reported.
func ReadProfiles(f *source.File) ([]*Profile, diag.List) {
	var file profileFile
	node, list := decode.YAML(f, decode.Config)
	if node == nil {
		return nil, list
	}
	list.Add(decode.Into(node, &file)...)
	var out []*Profile
	for _, p := range file.Profiles {
		q := &Profile{Fingerprint: p.Fingerprint, Questionnaire: p.Questionnaire, headings: map[string]Role{}, sheets: p.Sheets, ignored: p.Ignore, Placeholders: p.Placeholders,
			Words: map[choice.Word][]string{choice.Yes: p.Words.Yes, choice.No: p.Words.No, choice.Partial: p.Words.Partial, choice.NotApplicable: p.Words.NA}}
		if p.Headings != nil {
			for _, h := range p.Headings.Fields {
				r, err := role(h.Value)
				list.Add(err...)
				q.headings[folded(h.Key)] = r
			}
		}
		for i := range q.sheets {
			for j := range q.sheets[i].Blocks {
				list.Add(q.sheets[i].Blocks[j].resolve()...)
			}
		}
		out = append(out, q)
	}
	return out, list
}

// resolve reads the columns of a block: letters and their roles.
func (b *blockShape) resolve() diag.List {
	var list diag.List
	b.columns = map[int]Role{}
	if b.Columns == nil {
		return nil
	}
	for _, f := range b.Columns.Fields {
		c := column(f.Key)
		if c == 0 {
			list.Add(diag.Errorf(diag.ValueInvalid, f.KeySpan, "%q is no column, expected letters such as C", decode.Excerpt(f.Key)))
			continue
		}
		r, err := role(f.Value)
		list.Add(err...)
		b.columns[c] = r
	}
	return list
}

// role reads the name of a role.
func role(n *decode.Node) (Role, diag.List) {
	if n != nil && slices.Contains(Roles, Role(n.Scalar)) {
		return Role(n.Scalar), nil
	}
	var names []string
	for _, r := range Roles {
		names = append(names, string(r))
	}
	if n == nil {
		return "", nil
	}
	return "", diag.List{diag.Errorf(diag.ValueInvalid, n.Span, "%q is no role of a column, expected one of %s", decode.Excerpt(n.Scalar), strings.Join(names, ", ")).Hinted("%s", diag.DidYouMean(n.Scalar, names))}
}

// column reads the letters of a column, or gives 0.
func column(text string) int {
	n := 0
	for _, r := range text {
		if r < 'A' || r > 'Z' || n > 16_384 {
			return 0
		}
		n = n*26 + int(r-'A') + 1
	}
	return n
}

// For returns the profile for a questionnaire by its fingerprint, else one that is
// for any, else nil.
func For(profiles []*Profile, fingerprint string) *Profile {
	for _, want := range []string{fingerprint, ""} {
		for _, p := range profiles {
			if p.Fingerprint == want {
				return p
			}
		}
	}
	return nil
}

// fingerprint names what rows of headings say, on all sheets that are shown: files
// of one template have the same.
func (f *file) fingerprint(h *headings) string {
	sum := sha256.New()
	for _, s := range f.sheets {
		if s.hidden {
			continue
		}
		for row := 1; row <= len(s.rows); row++ {
			if h.header(s, row) == nil {
				continue
			}
			fmt.Fprintf(sum, "%q %d\n", s.name, row)
			for c := 1; c <= s.width(row); c++ {
				if text := folded(s.text(row, c)); text != "" {
					fmt.Fprintf(sum, "%d %q\n", c, text)
				}
			}
		}
	}
	return hex.EncodeToString(sum.Sum(nil))[:16]
}

// Profile writes the layout that was found as a profile that people can change.
func (q *Questionnaire) Profile() string {
	var b strings.Builder
	b.WriteString("# How a questionnaire is laid out. Roles of columns: id, section, question, answer,\n# score, comment, guidance, evaluator. See docs/questionnaires.md.\nprofiles:\n")
	fmt.Fprintf(&b, "  - fingerprint: %q\n", q.Fingerprint)
	if q.Standard != "" {
		fmt.Fprintf(&b, "    questionnaire: %q\n", q.Standard)
	}
	b.WriteString("    sheets:\n")
	for _, s := range q.Sheets {
		if len(s.Blocks) == 0 {
			continue
		}
		fmt.Fprintf(&b, "      - name: %s\n        blocks:\n", strconv.Quote(s.Name))
		for _, k := range s.Blocks {
			b.WriteString("          - {")
			if k.Header > 0 {
				fmt.Fprintf(&b, "header: %d, ", k.Header)
			}
			fmt.Fprintf(&b, "from: %d, to: %d, columns: {", k.From, k.To)
			for i, c := range k.Sorted() {
				if i > 0 {
					b.WriteString(", ")
				}
				fmt.Fprintf(&b, "%s: %s", Letters(c), k.Columns[c])
			}
			b.WriteString("}}\n")
		}
	}
	if held := q.repeated(); len(held) > 0 {
		b.WriteString("    placeholders: # these count as empty cells; take out what is an answer\n")
		for _, text := range held {
			fmt.Fprintf(&b, "      - %s\n", strconv.Quote(text))
		}
	}
	b.WriteString("    vocabulary: {} # such as yes: [Achieved]\n")
	return b.String()
}

// repeated returns the texts that stand in most cells for answers and look like
// placeholders.
func (q *Questionnaire) repeated() []string {
	var out []string
	for _, s := range q.Sheets {
		for _, r := range s.Rows {
			for _, a := range r.Answers {
				if a.Fault == "" && !a.Score && choice.Builtin().Placeholder(a.Holds) && !slices.Contains(out, a.Holds) {
					out = append(out, a.Holds)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// offer gives cells that have no list the words of the profile, where it has them
// for yes and for no.
func (p *Profile) offer(rows []*Row) {
	if p == nil || len(p.Words[choice.Yes]) == 0 || len(p.Words[choice.No]) == 0 {
		return
	}
	var words []string
	for _, w := range choice.Words {
		words = append(words, p.Words[w]...)
	}
	for _, r := range rows {
		for i := range r.Answers {
			if r.Answers[i].Choices == nil {
				r.Answers[i].Choices = choices(words)
			}
		}
	}
}

// blocks returns the blocks of a sheet by the profile, and whether it says
// anything of the sheet.
func (p *Profile) blocks(s *sheet) ([]*Block, bool) {
	if p == nil {
		return nil, false
	}
	if slices.Contains(p.ignored, s.name) {
		return nil, true
	}
	for _, sp := range p.sheets {
		if sp.Name.Value != s.name && (sp.Name.Value != "" || len(p.sheets) > 1) {
			continue
		}
		var out []*Block
		for _, k := range sp.Blocks {
			b := &Block{Header: k.Header, From: max(k.From, 1), To: k.To, Columns: k.columns, Headings: map[int]string{}}
			if b.To == 0 || b.To > len(s.rows) {
				b.To = len(s.rows)
			}
			for c := 1; c <= s.width(b.Header); c++ {
				b.Headings[c] = strings.TrimSpace(s.text(b.Header, c))
			}
			out = append(out, b)
		}
		return out, true
	}
	return nil, len(p.sheets) > 0
}
