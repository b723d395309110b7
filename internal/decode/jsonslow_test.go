package decode

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/candor-site/candor/internal/diag"
)

// slowly reads loose JSON a byte at a time, each value by itself: what LooseJSON
// is held to.
type slowly struct {
	jsonScan
}

func (p *slowly) text() (string, error) {
	start := p.at
	for p.at++; p.at < len(p.data); p.at++ {
		switch c := p.data[p.at]; {
		case c == '"':
			p.at++
			return string(p.data[start+1 : p.at-1]), nil
		case c == '\\':
			text, err := p.escaped(start, false)
			return string(text), err
		case c < 0x20:
			return "", p.control(start)
		}
	}
	return "", p.fault(start, start+1, "close the quote", "a quoted text is not closed")
}

func (p *slowly) value(depth int) (any, error) {
	c := p.space()
	if err := p.open(depth); err != nil {
		return nil, err
	}
	switch {
	case c == '{':
		return p.object(depth)
	case c == '[':
		out := []any{}
		err := p.sequence(']', func() error {
			item, err := p.value(depth + 1)
			out = append(out, item)
			return err
		})
		return out, err
	case c == '"':
		return p.text()
	case c == '-' || c >= '0' && c <= '9':
		text, err := p.number()
		return plainScalar(numberKind(string(text)), string(text)), err
	}
	word, err := p.literal()
	return plainScalar(plainKind(word), word), err
}

func (p *slowly) object(depth int) (any, error) {
	out := map[string]any{}
	err := p.sequence('}', func() error {
		if p.space() != '"' {
			return p.unexpected("a key in double quotes")
		}
		start := p.at
		key, err := p.text()
		if err != nil {
			return err
		}
		if _, twice := out[key]; twice {
			return p.fault(start, p.at, "", "the key %q stands twice", Excerpt(key))
		}
		if len(out) == p.limits.Keys {
			return p.tooManyKeys()
		}
		if err := p.colon(); err != nil {
			return err
		}
		out[key], err = p.value(depth + 1)
		return err
	})
	return out, err
}

// slow reads all values of a text, with the message of the fault that stopped
// it.
func slow(text []byte, lim Limits) (values []any, fault string, counted int) {
	p := &slowly{jsonScan{data: text, limits: lim}}
	for p.space() != 0 {
		v, err := p.value(1)
		if err != nil {
			f := err.(*jsonFault)
			if fault = f.message; f.code != diag.FileLimit {
				fault = fmt.Sprintf("line %d: %s", bytes.Count(text[:min(f.start, len(text))], []byte("\n"))+1, f.message)
			}
			break
		}
		values = append(values, v)
	}
	return values, fault, p.nodes
}

func checkLoose(t *testing.T, text []byte, lim Limits) {
	t.Helper()
	checkLooseBy(t, new(LooseJSON), text, lim)
	checkLooseBy(t, &again, text, lim)
	again.Reclaim()
}

// again is a reader that reads all texts, one after the other.
var again LooseJSON

func checkLooseBy(t *testing.T, in *LooseJSON, text []byte, lim Limits) {
	t.Helper()
	in.Start(text, lim, 0)
	got, err := drain(in)
	message := ""
	if err != nil {
		message = err.Error()
	}
	want, fault, counted := slow(text, lim)
	if !reflect.DeepEqual(got, want) || message != fault || in.Counted() != counted {
		t.Fatalf("%.300q: %.300v, %q, %d values, want %.300v, %q, %d", text, got, message, in.Counted(), want, fault, counted)
	}
}

var looseTexts = []string{
	`{"a":[1,-2.5e1,true,null,"x\u00e9\ud83d\ude00\n"],"b":{"a":1,"c":{}}}`, `[{"a":1,"b":2},{"a":1,"b":2},{"a":1},{"b":1,"a":2},{"a":1,"b":2,"a":3}]`, `[0,-0,00,1]`, `[-0,0,-1,1e5,1E+5,1.0]`,
	`[123456789012345678,1234567890123456789,-9223372036854775808,9223372036854775808,999999999999999999]`, `[1-2]`, `[1+2]`, `[-]`, `[1.5.5]`, "\"a\tb\"", "[\"0123456\x1f\"]", `"01234567\\"`, `"é—😀é—😀é—😀"`, "\"\x7f\x80\xff\"",
	`{"a":{"a":{"a":[{},{"a":1},[],[[]]]}}}`, `{"a":1}{"a":1}[{"a":300},{"a":300}]300 300`, `{"a" :1 , "b"	:2 }`, "[1,\n2,\r\n3\n]", `tru`, `[true,false,nulll]`, `{"":1,"":2}`, `["open`, `["open\`, `[1,`, `{"a":`, `{"a"`, `{,}`, `[,]`, `[1 1]`, `{"a":1 1}`, `{"a":1]`, `[1}`,
}

// TestLooseAsSlow reads texts, and texts that were damaged, quickly and slowly.
func TestLooseAsSlow(t *testing.T) {
	texts := looseTexts
	long := strings.Repeat(`{"name":"group","days":400,"size":123456,"long":"`+strings.Repeat("x", 33)+`","tags":{"k":"v","w":1.5}},`, 700)
	texts = append(texts, "["+long+"null]")
	var wide strings.Builder
	for i := range 200 {
		fmt.Fprintf(&wide, `"key %d":%d,`, i, i)
	}
	texts = append(texts, "[{"+wide.String()+`"z":1},{"key 0":1},{`+wide.String()+`"y":1},{`+wide.String()+`"key 5":1}]`)
	small := Limits{Nodes: 12, Depth: 4, Keys: 2}
	for _, text := range texts {
		checkLoose(t, []byte(text), small)
		checkLoose(t, []byte(text), Limits{Nodes: 1e6, Depth: 256, Keys: 1e6})
	}
	r := rand.New(rand.NewPCG(8, 8))
	const signs = "\"\\{}[],:09-+.eE \n\x00\x1f\x80abtrue"
	for range 20_000 {
		text := []byte(texts[r.IntN(len(looseTexts))])
		for range 1 + r.IntN(3) {
			switch at := r.IntN(len(text) + 1); {
			case at == len(text) || r.IntN(2) == 0:
				text = append(text[:at:at], append([]byte{signs[r.IntN(len(signs))]}, text[at:]...)...)
			default:
				text[at] = signs[r.IntN(len(signs))]
			}
		}
		checkLoose(t, text, small)
		checkLoose(t, text, Limits{Nodes: 1000, Depth: 100, Keys: 100})
	}
}

func FuzzLooseAsSlow(f *testing.F) {
	for _, text := range looseTexts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		checkLoose(t, text, Limits{Nodes: 12, Depth: 4, Keys: 2})
		checkLoose(t, text, Limits{Nodes: 10_000, Depth: 100, Keys: 1000})
		if n := len(text); n > 0 { // a text that is long enough to share values
			checkLoose(t, bytes.Repeat(append(bytes.Clone(text), ' '), min(manyBytes/n+2, 200)), Limits{Nodes: 100_000, Depth: 100, Keys: 1000})
		}
	})
}

// TestShared reads equal values of a long text as ones that share memory.
func TestShared(t *testing.T) {
	text := []byte(`["some group",70000` + strings.Repeat(`,"some group",70000`, 2000) + `]`)
	allocs := testing.AllocsPerRun(5, func() {
		if v, err := newLoose(text, Limits{Nodes: 1e6, Depth: 9, Keys: 9}, 0).Next(); err != nil || len(v.([]any)) != 4002 {
			t.Fatal(err)
		}
	})
	if allocs > 100 {
		t.Errorf("4,002 values of which two differ take %v allocations", allocs)
	}
}

func BenchmarkLooseJSON(b *testing.B) {
	var text strings.Builder
	text.WriteString("{\n \"logGroups\": [\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "  {\n   \"logGroupName\": \"/certificate/request-%d\",\n   \"retentionInDays\": %d,\n   \"storedBytes\": %d,\n   \"arn\": \"arn:aws:logs:eu-central-1:111122223333:log-group:/certificate/request-%d:*\"\n  },\n", i, i%400, i*17011, i)
	}
	text.WriteString("  {}\n ]\n}")
	data := []byte(text.String())
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := newLoose(data, Limits{Nodes: 1e6, Depth: 99, Keys: 99}, 0).Next(); err != nil {
			b.Fatal(err)
		}
	}
}
