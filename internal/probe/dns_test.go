package probe

import (
	"encoding/binary"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

// zone is what the responder knows: "TYPE NAME" to records.
var zone = map[string][]dnsmessage.ResourceBody{
	"A example.com.":                  {&dnsmessage.AResource{A: [4]byte{192, 0, 2, 7}}, &dnsmessage.AResource{A: [4]byte{192, 0, 2, 1}}},
	"AAAA example.com.":               {&dnsmessage.AAAAResource{AAAA: [16]byte{0x20, 1, 0xd, 0xb8, 15: 1}}},
	"MX example.com.":                 {&dnsmessage.MXResource{Pref: 10, MX: dnsmessage.MustNewName("Mail.example.com.")}},
	"NS example.com.":                 {&dnsmessage.NSResource{NS: dnsmessage.MustNewName("ns1.example.net.")}},
	"TXT example.com.":                {&dnsmessage.TXTResource{TXT: []string{"v=spf1 include:_spf.example.net ", "-all"}}, &dnsmessage.TXTResource{TXT: []string{"other"}}},
	"257 example.com.":                {&dnsmessage.UnknownResource{Type: typeCAA, Data: []byte("\x00\x05issueletsencrypt.org")}},
	"CNAME example.com.":              {},
	"TXT _dmarc.example.com.":         {&dnsmessage.TXTResource{TXT: []string{"v=DMARC1; p=Reject; pct=50; rua=mailto:d@example.com"}}},
	"TXT s1._domainkey.example.com.":  {&dnsmessage.TXTResource{TXT: []string{"v=DKIM1; p=MIIB"}}},
	"TXT old._domainkey.example.com.": {&dnsmessage.TXTResource{TXT: []string{"v=DKIM1; p="}}},
	"TXT big.example.":                {&dnsmessage.TXTResource{TXT: []string{"v=spf1 ~all"}}},
}

// answer makes the answer to a message; over UDP, names that begin with big are
// cut off. fail names are answered by SERVFAIL, lie names by another question.
func answer(t *testing.T, query []byte, udp bool) []byte {
	var p dnsmessage.Parser
	h, err := p.Start(query)
	if err != nil {
		t.Error(err)
		return nil
	}
	questions, err := p.AllQuestions()
	if err != nil || len(questions) != 1 {
		t.Error(questions, err)
		return nil
	}
	q := questions[0]
	key := strings.TrimPrefix(q.Type.String(), "Type") + " " + q.Name.String()
	records, known := zone[key]
	out := dnsmessage.Header{ID: h.ID, Response: true, AuthenticData: strings.HasSuffix(q.Name.String(), "example.com.")}
	switch {
	case strings.Contains(q.Name.String(), "fail."):
		out.RCode = dnsmessage.RCodeServerFailure
	case strings.HasPrefix(q.Name.String(), "lie."):
		q.Name = dnsmessage.MustNewName("other.example.")
	case !known && !strings.HasPrefix(q.Name.String(), "big."):
		out.RCode = dnsmessage.RCodeNameError
	}
	if udp && strings.HasPrefix(q.Name.String(), "big.") {
		out.Truncated, records = true, nil
	}
	b := dnsmessage.NewBuilder(nil, out)
	err = errors.Join(b.StartQuestions(), b.Question(q), b.StartAnswers())
	for _, r := range records {
		head := dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: dnsmessage.ClassINET, TTL: 60}
		switch r := r.(type) {
		case *dnsmessage.AResource:
			err = errors.Join(err, b.AResource(head, *r))
		case *dnsmessage.AAAAResource:
			err = errors.Join(err, b.AAAAResource(head, *r))
		case *dnsmessage.MXResource:
			err = errors.Join(err, b.MXResource(head, *r))
		case *dnsmessage.NSResource:
			err = errors.Join(err, b.NSResource(head, *r))
		case *dnsmessage.TXTResource:
			err = errors.Join(err, b.TXTResource(head, *r))
		case *dnsmessage.UnknownResource:
			err = errors.Join(err, b.UnknownResource(head, *r))
		}
	}
	data, failed := b.Finish()
	if err = errors.Join(err, failed); err != nil {
		t.Error(err)
	}
	return data
}

// responder answers on loopback, over UDP and TCP, until the test ends.
func responder(t *testing.T) string {
	t.Helper()
	udp, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	tcp, err := net.Listen("tcp", udp.LocalAddr().String())
	if err != nil {
		t.Skip("the port is not free over TCP")
	}
	t.Cleanup(func() { _ = errors.Join(udp.Close(), tcp.Close()) })
	go func() {
		query := make([]byte, 4096)
		for {
			n, from, err := udp.ReadFrom(query)
			if err != nil {
				return
			}
			_, _ = udp.WriteTo(answer(t, query[:n], true), from)
		}
	}()
	go func() {
		for {
			conn, err := tcp.Accept()
			if err != nil {
				return
			}
			var size [2]byte
			if _, err := io.ReadFull(conn, size[:]); err == nil {
				query := make([]byte, binary.BigEndian.Uint16(size[:]))
				if _, err := io.ReadFull(conn, query); err == nil {
					data := answer(t, query, false)
					_, _ = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(data))), data...))
				}
			}
			_ = conn.Close()
		}
	}()
	return udp.LocalAddr().String()
}

func TestNames(t *testing.T) {
	resolver := responder(t)
	d, err := Names(t.Context(), []string{"example.com.", "big.example", "fail.example", "lie.example", "none.example", strings.Repeat("x", 300)}, []string{"s1", "old", "gone"}, resolver)
	if err != nil {
		t.Fatal(err)
	}
	n := d.Names[0]
	for got, want := range map[string]string{
		strings.Join(n.A, " "): "192.0.2.1 192.0.2.7", strings.Join(n.AAAA, " "): "2001:db8::1", strings.Join(n.MX, " "): "10 mail.example.com",
		strings.Join(n.NS, " "): "ns1.example.net", strings.Join(n.CAA, " "): `0 issue "letsencrypt.org"`, n.SPF: "v=spf1 include:_spf.example.net -all", n.All: "fail",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if len(n.TXT) != 2 || len(n.CNAME) != 0 || len(n.Errors) != 0 || !n.Signed || n.Name != "example.com" {
		t.Errorf("%+v", n)
	}
	if n.DMARC == nil || n.DMARC.Policy != "reject" || n.DMARC.Subdomain != "reject" || n.DMARC.Percent != 50 {
		t.Errorf("%+v", n.DMARC)
	}
	if !n.DKIM["s1"] || n.DKIM["old"] || n.DKIM["gone"] || len(n.DKIM) != 3 {
		t.Error(n.DKIM)
	}
	if big := d.Names[1]; big.All != "softfail" || big.Signed || big.DMARC != nil {
		t.Errorf("%+v", big)
	}
	for i, why := range map[int]string{2: "the resolver failed", 3: "the answer is to another question", 4: "no such name", 5: "this is no domain name"} {
		if got := d.Names[i]; got.Errors["A"] != why || got.Signed || len(got.A) != 0 {
			t.Errorf("%s: %v", got.Name, got.Errors)
		}
	}
	if d.Names[4].Errors["DMARC"] != "" || d.Names[2].Errors["DMARC"] == "" {
		t.Errorf("%v, %v", d.Names[4].Errors, d.Names[2].Errors)
	}
}

// A machine without a resolver is an error, one that does not answer is said.
func TestResolver(t *testing.T) {
	name := filepath.Join(t.TempDir(), "resolv.conf")
	if _, err := machineResolver(name); err == nil {
		t.Error("a file that is not there names a resolver")
	}
	if err := os.WriteFile(name, []byte("# x\nsearch a\nnameserver 192.0.2.53\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got, err := machineResolver(name); err != nil || got != "192.0.2.53:53" {
		t.Error(got, err)
	}
	d, err := Names(t.Context(), []string{"example.com"}, nil, "127.0.0.1:1")
	if err != nil || d.Names[0].Errors["A"] != "no connection" {
		t.Errorf("%+v, %v", d, err)
	}
}

// FuzzAnswer: an answer is bytes of somebody else.
func FuzzAnswer(f *testing.F) {
	q := dnsmessage.Question{Name: dnsmessage.MustNewName("example.com."), Type: typeCAA, Class: dnsmessage.ClassINET}
	f.Add([]byte("\x00\x01\x80\x00\x00\x01\x00\x01\x00\x00\x00\x00\x07example\x03com\x00\x01\x01\x00\x01\xc0\x0c\x01\x01\x00\x01\x00\x00\x00\x3c\x00\x03\x00\x05x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if values, _, _, err := read(data, 1, q); err == nil && values == nil {
			t.Error("no list")
		}
	})
}
