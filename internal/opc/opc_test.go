package opc

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

// entry is a part of a package that a test makes.
type entry struct {
	name, text string
	method     uint16
}

// pack makes an archive of entries.
func pack(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, e := range entries {
		w, err := z.CreateHeader(&zip.FileHeader{Name: e.name, Method: e.method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestOpenRefuses(t *testing.T) {
	zeros := strings.Repeat("0", 4<<20)
	locked := pack(t, entry{"a", "x", zip.Store})
	locked[6] |= 1 // of the local header; the directory's copy follows
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	for _, c := range []struct {
		name   string
		data   []byte
		limits Limits
		want   string
	}{
		{"nothing", nil, Limits{}, "no workbook"},
		{"text", []byte("id;question"), Limits{}, "no workbook"},
		{"binary format", append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, zeros[:512]...), Limits{}, "encrypted, or of the binary format .xls"},
		{"cut off", pack(t, entry{"a", "x", zip.Store})[:40], Limits{}, "cannot be unpacked"},
		{"leaves the package", pack(t, entry{"../a", "x", zip.Store}), Limits{}, `the name "../a"`},
		{"absolute", pack(t, entry{"/a", "x", zip.Store}), Limits{}, `the name "/a"`},
		{"backslash", pack(t, entry{`xl\a`, "x", zip.Store}), Limits{}, "the name"},
		{"detour", pack(t, entry{"xl/./a", "x", zip.Store}), Limits{}, "the name"},
		{"twice", pack(t, entry{"a", "x", zip.Store}, entry{"a", "y", zip.Store}), Limits{}, "twice"},
		{"twice but for case", pack(t, entry{"a", "x", zip.Store}, entry{"A", "y", zip.Store}), Limits{}, "twice"},
		{"encrypted part", locked, Limits{}, "encrypted"},
		{"many parts", pack(t, entry{"a", "", zip.Store}, entry{"b", "", zip.Store}), Limits{Parts: 1}, "2 parts, the limit is 1"},
		{"large part", pack(t, entry{"a", zeros, zip.Store}), Limits{Part: 1 << 20}, "the limit is 1"},
		{"large in all", pack(t, entry{"a", zeros, zip.Store}, entry{"b", zeros, zip.Store}), Limits{Total: 6 << 20}, "more than 6 MiB"},
		{"bomb", pack(t, entry{"a", zeros, zip.Deflate}), Limits{}, "grows more than 200 times"},
	} {
		_, err := Open(c.data, c.limits)
		var refused *Refused
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want a refusal with %q", c.name, err, c.want)
		}
	}
}

// TestReadIsBounded gives a part that holds more than the directory says.
func TestReadIsBounded(t *testing.T) {
	data := pack(t, entry{"a", strings.Repeat("x", 1000), zip.Store})
	at := bytes.Index(data, []byte("PK\x01\x02"))
	data[at+24], data[at+25] = 10, 0 // its unpacked size
	p, err := Open(data, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := p.Read("a"); err == nil {
		t.Errorf("read %d bytes of a part that promised 10", len(got))
	}
	if _, err := p.Read("b"); err == nil {
		t.Error("read a part that is not there")
	}
}

func TestWriteKeepsTheRest(t *testing.T) {
	was := pack(t, entry{"b", "bytes", zip.Deflate}, entry{"a", strings.Repeat("text ", 100), zip.Deflate}, entry{"c/d", "", zip.Store})
	p, err := Open(was, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	if err := p.Write(&buf, map[string][]byte{"a": []byte("other")}); err != nil {
		t.Fatal(err)
	}
	now, err := Open(buf.Bytes(), Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(now.Names(), []string{"b", "a", "c/d"}) || !slices.Equal(now.Below("c/"), []string{"c/d"}) {
		t.Errorf("parts: %q", now.Names())
	}
	for name, want := range map[string]string{"a": "other", "b": "bytes", "c/d": ""} {
		if got, err := now.Read(name); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v, want %q", name, got, err, want)
		}
	}
	if old, new := raw(t, p, "b"), raw(t, now, "b"); !bytes.Equal(old, new) {
		t.Error("a part that was not replaced was packed anew")
	}
	if err := p.Write(io.Discard, map[string][]byte{"z": nil}); err == nil {
		t.Error("replaced a part that is not there")
	}
}

// raw returns a part as it is packed.
func raw(t *testing.T, p *Package, name string) []byte {
	t.Helper()
	r, err := p.parts[name].OpenRaw()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func FuzzOpen(f *testing.F) {
	f.Add(pack(f, entry{"xl/workbook.xml", "<workbook/>", zip.Deflate}))
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Open(data, Limits{Part: 1 << 16, Total: 1 << 18})
		if err != nil {
			return
		}
		read := map[string]string{}
		for _, name := range p.Names() {
			got, err := p.Read(name)
			if len(got) > 1<<16 {
				t.Fatalf("%s gave %d bytes", name, len(got))
			}
			if err == nil {
				read[name] = string(got)
			}
		}
		var buf bytes.Buffer
		if p.Write(&buf, nil) != nil {
			return
		}
		again, err := Open(buf.Bytes(), Limits{Part: 1 << 16, Total: 1 << 18})
		if err != nil {
			t.Fatalf("what was written is refused: %v", err)
		}
		for name, want := range read {
			if got, err := again.Read(name); err != nil || string(got) != want {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
}
