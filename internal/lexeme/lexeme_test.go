package lexeme

import (
	"fmt"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		of         func([]Token, string) ([]Token, bool)
		code, want string
	}{
		{JSON, `{"a": [1, 2.5, null]}`, `{|"a" Tag|:| |[|1 Integer|,| |2.5 Float|,| |null Constant|]}`},
		{JSON, `{"a": "b`, "unsure"},
		{JSON, "[\u00a0]", "unsure"},
		{YAML, "a: yes # b\n- 12h\n", `a Tag|:| |yes Constant| |# b Comment|\n|- |12h Literal|\n`},
		{YAML, "a: |\n  b\n\n  c\nd: 1.5", `a Tag|:| |||\n  b\n\n  c Doc|\n|d Tag|:| |1.5 Number`},
		{YAML, "%include x", "unsure"},
		{Shell, `if [ "$a" ]; then echo 'b' 12 >&2; fi`,
			`if Keyword| |[ Operator| |" Double|$a Variable|" Double| |] Operator|;| |then Keyword| |echo Builtin| |'b' Single| |12 Number| >|&|2|;| |fi Keyword`},
		{Shell, "cat <<EOF\nx $y\nEOF\n", `cat |<<EOF\nx $y\nEOF String|\n`},
		{Shell, "cat <<EOF\nx", "unsure"},
	} {
		got := "unsure"
		if tokens, ok := c.of(nil, c.code); ok {
			got = written(tokens)
		}
		if got != c.want {
			t.Errorf("%q:\ngot  %s\nwant %s", c.code, got, c.want)
		}
	}
}

// names are those of the kinds that the test tells apart.
var names = map[Kind]string{
	Tag: "Tag", Integer: "Integer", Float: "Float", Constant: "Constant", Comment: "Comment", Literal: "Literal", Doc: "Doc", Number: "Number",
	Keyword: "Keyword", Operator: "Operator", Double: "Double", Variable: "Variable", Builtin: "Builtin", Single: "Single", String: "String",
}

func written(tokens []Token) string {
	var out []string
	for _, token := range tokens {
		text := token.Text
		if name := names[token.Kind]; name != "" {
			text = fmt.Sprintf("%s %s", text, name)
		}
		out = append(out, strings.ReplaceAll(text, "\n", `\n`))
	}
	return strings.Join(out, "|")
}
