package delimited

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// wide writes text as UTF-16.
func wide(text string, big bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		if big {
			b.Write([]byte{byte(u >> 8), byte(u)})
		} else {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	}
	return b.String()
}

func TestReadAndWrite(t *testing.T) {
	for _, c := range []struct {
		name, was, want string
		encoding        Encoding
		comma           rune
		text            string // of row 2, column 3
	}{
		{"comma", "id,question,answer\n1,Why?,\n", "id,question,answer\n1,Why?,Yes\n", UTF8, ',', "Yes"},
		{"semicolon, CRLF", "id;question;answer\r\n1;Why, and when?;\r\n", "id;question;answer\r\n1;Why, and when?;Yes\r\n", UTF8, ';', "Yes"},
		{"tab", "id\tquestion\tanswer\n1\tWhy; and, when?\t\n", "id\tquestion\tanswer\n1\tWhy; and, when?\tYes\n", UTF8, '\t', "Yes"},
		{"byte order mark", "\xEF\xBB\xBFid,question,answer\r\n1,Über?,\r\n", "\xEF\xBB\xBFid,question,answer\r\n1,Über?,Ja\r\n", UTF8BOM, ',', "Ja"},
		{"Windows-1252", "id;q;a\n1;\x93Caf\xe9\x94 \x96 ok?;\n", "id;q;a\n1;\x93Caf\xe9\x94 \x96 ok?;caf\xe9 \x80 \x81\n", CP1252, ';', "café € \u0081"},
		{"UTF-16, little", "\xFF\xFE" + wide("id,q,a\r\n1,Ä😀?,\r\n", false), "\xFF\xFE" + wide("id,q,a\r\n1,Ä😀?,ß😀\r\n", false), UTF16LEBOM, ',', "ß😀"},
		{"UTF-16, big", "\xFE\xFF" + wide("id,q,a\n1,x?,\n", true), "\xFE\xFF" + wide("id,q,a\n1,x?,Yes\n", true), UTF16BEBOM, ',', "Yes"},
		{"UTF-16 without a mark", wide("id;q;a\n1;x?;\n", false), wide("id;q;a\n1;x?;Yes\n", false), UTF16LE, ';', "Yes"},
		{"big UTF-16 without a mark", wide("id;q;a\n1;x?;\n", true), wide("id;q;a\n1;x?;Yes\n", true), UTF16BE, ';', "Yes"},
		{"quoted", "id,q,a\n1,\"a \"\"b\"\",\r\nc\",\"old\"\n", "id,q,a\n1,\"a \"\"b\"\",\r\nc\",\"Yes\"\n", UTF8, ',', "Yes"},
		{"needs quotes", "id,q,a\r\n1,x,\r\n", "id,q,a\r\n1,x,\"a, \"\"b\"\"\r\nc\"\r\n", UTF8, ',', "a, \"b\"\nc"},
		{"other separators", "id,q,a\n1,x,\n", "id,q,a\n1,x,\"a;'=b\"\n", UTF8, ',', "a;=b"},
		{"no line end at the end", "id,q,a\n1,x,", "id,q,a\n1,x,Yes", UTF8, ',', "Yes"},
		{"a short row", "id,q,a\r\n1\r\n2,y,z\r\n", "id,q,a\r\n1,,Yes\r\n2,y,z\r\n", UTF8, ',', "Yes"},
		{"said by the first line", "sep=;\r\nid;q,r;a\r\n1;x;\r\n", "sep=;\r\nid;q,r;Yes\r\n1;x;\r\n", UTF8, ';', "Yes"},
		{"old line ends", "id,q,a\r1,x,\r", "id,q,a\r1,x,Yes\r", UTF8, ',', "Yes"},
		{"a formula", "id,q,a\n1,x,\n", "id,q,a\n1,x,'＝1+1\n", UTF8, ',', "＝1+1"},
		{"behind a quote", "id,q,a\n1,\"x\" y,\n", "id,q,a\n1,\"x\" y,Yes\n", UTF8, ',', "Yes"},
	} {
		table, err := Read([]byte(c.was))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if table.Encoding != c.encoding || table.Comma != c.comma {
			t.Errorf("%s: %s parted by %q, want %s and %q", c.name, table.Encoding, table.Comma, c.encoding, c.comma)
		}
		var now bytes.Buffer
		if err := table.Write(&now, []Change{{2, 3, c.text}}); err != nil || now.String() != c.want {
			t.Errorf("%s:\n%q, %v\nwant\n%q", c.name, now.String(), err, c.want)
			continue
		}
		again, err := Read(now.Bytes())
		if err != nil || again.Rows()[1][2] != Stored(c.text) {
			t.Errorf("%s reads back as %q, %v", c.name, again.Rows(), err)
		}
		if now.Reset(); table.Write(&now, nil) != nil || now.String() != c.was {
			t.Errorf("%s: writing without a change changes it", c.name)
		}
	}
}

func TestWriteSeveral(t *testing.T) {
	table, err := Read([]byte("a,b\n1\n2,x,y\n"))
	if err != nil {
		t.Fatal(err)
	}
	var now bytes.Buffer
	if err := table.Write(&now, []Change{{3, 2, "X"}, {2, 4, "D"}, {2, 2, "B"}, {1, 1, "A"}}); err != nil || now.String() != "A,b\n1,B,,D\n2,X,y\n" {
		t.Errorf("%q, %v", now.String(), err)
	}
	for _, bad := range [][]Change{{{0, 1, "x"}}, {{4, 1, "x"}}, {{1, 0, "x"}}, {{1, maxWidth + 1, "x"}}, {{1, 1, "x"}, {1, 1, "y"}}, {{1, 1, "a\x07"}}, {{1, 1, "\r"}}, {{1, 1, "\xff"}}} {
		if err := table.Write(&now, bad); err == nil {
			t.Errorf("%+v was written", bad)
		}
	}
	old, err := Read([]byte("q;\xe9\n"))
	if err != nil || old.Fits("≥ 5") == nil || old.Fits("5 €") != nil {
		t.Errorf("what fits into Windows-1252 is told wrongly: %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"open quote":   {"a,b\n\"c", "the quote in line 2 is never closed"},
		"binary":       {"a,b\n\x00\x01\x02", "no text"},
		"odd UTF-16":   {"\xFF\xFEa\x00b", "odd number"},
		"half a pair":  {"\xFF\xFE\x00\xD8a\x00", "no characters of UTF-16"},
		"wide":         {strings.Repeat(",", maxWidth), "more than 2000 fields"},
		"many rows":    {strings.Repeat("\n", maxRows+1), "more than 200000 rows"},
		"many fields":  {strings.Repeat(strings.Repeat(",", maxWidth-1)+"\n", 1+maxFields/maxWidth), "2000000 fields"},
		"large":        {strings.Repeat("x", MaxBytes+1), "the limit is 32"},
		"broken UTF-8": {"\xEF\xBB\xBFa,\xff", ""},
	} {
		table, err := Read([]byte(c.data))
		var refused *Refused
		switch {
		case c.want == "" && err == nil: // kept as it is
			var now bytes.Buffer
			if table.Write(&now, nil) != nil || now.String() != c.data {
				t.Errorf("%s: it changed", name)
			}
		case !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v, want a refusal with %q", name, err, c.want)
		}
	}
	if table, err := Read(nil); err != nil || len(table.Rows()) != 0 {
		t.Errorf("an empty file: %v", err)
	}
}

func TestRealTables(t *testing.T) {
	for name, want := range map[string]struct {
		encoding Encoding
		comma    rune
		newline  string
		rows     int
	}{
		"flat-utf8bom-comma.csv":        {UTF8BOM, ',', "\r\n", 84},
		"sections-cp1252-semicolon.csv": {CP1252, ';', "\r\n", 100},
	} {
		data, err := os.ReadFile(filepath.Join("../../../shared/corpus/questionnaires/derived-csv", name))
		if err != nil {
			t.Skip("../shared/corpus/questionnaires is not there")
		}
		table, err := Read(data)
		if err != nil {
			t.Fatal(err)
		}
		if table.Encoding != want.encoding || table.Comma != want.comma || table.Newline != want.newline || len(table.rows) != want.rows {
			t.Errorf("%s: %s, %q, %q, %d rows, want %+v", name, table.Encoding, table.Comma, table.Newline, len(table.rows), want)
		}
		var now bytes.Buffer
		if err := table.Write(&now, nil); err != nil || !bytes.Equal(now.Bytes(), data) {
			t.Errorf("%s: writing without a change changes it, %v", name, err)
		}
	}
}

func FuzzTable(f *testing.F) {
	for _, seed := range []string{"id,q,a\n1,x,\n", "a;\"b\r\nc\";d\r\n", "\xEF\xBB\xBFa\tb", "\xFF\xFEa\x00;\x00b\x00", "\x93a\x94;b\r", "sep=|\na|b"} {
		f.Add([]byte(seed), 1, 2, "=Yes, \"maybe\"\n")
	}
	f.Fuzz(func(t *testing.T, data []byte, row, column int, text string) {
		table, err := Read(data)
		if err != nil {
			return
		}
		var same, now bytes.Buffer
		if table.Write(&same, nil) != nil || !bytes.Equal(same.Bytes(), data) {
			t.Fatalf("writing without a change gives %q", same.Bytes())
		}
		if column > 64 || table.Write(&now, []Change{{row, column, text}}) != nil {
			return
		}
		again := &parser{text: now.String(), comma: table.Comma}
		if e, text, err := decode(now.Bytes()); err == nil && e == table.Encoding {
			again.text = text
		} else {
			return // text that makes another encoding of it
		}
		if err := again.run(); err != nil {
			t.Fatal(err)
		}
		rows := (&Table{rows: again.rows}).Rows()
		if got := rows[row-1][column-1]; got != Stored(text) && !strings.HasPrefix(table.text, "sep=") {
			t.Fatalf("%q reads back as %q", Stored(text), got)
		}
		for i, was := range table.Rows() {
			if i != row-1 && i < len(rows) && !strings.HasPrefix(table.text, "sep=") && !slices.Equal(was, rows[i]) {
				t.Fatalf("row %d was %q and is %q", i+1, was, rows[i])
			}
		}
	})
}
