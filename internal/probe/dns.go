package probe

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// DNS is what a resolver answers about names.
type DNS struct {
	Resolver string `json:"resolver"`
	Names    []Name `json:"names"`
}

// Name is what is known of one domain name. Each list is sorted.
type Name struct {
	Name   string            `json:"name"`
	A      []string          `json:"a"`
	AAAA   []string          `json:"aaaa"`
	CNAME  []string          `json:"cname"`
	MX     []string          `json:"mx"` // "10 mail.example.com"
	NS     []string          `json:"ns"`
	TXT    []string          `json:"txt"`
	CAA    []string          `json:"caa"` // `0 issue "letsencrypt.org"`
	SPF    string            `json:"spf"` // record, or ""
	All    string            `json:"all"` // how SPF ends: fail, softfail, neutral, pass, or ""
	DMARC  *DMARC            `json:"dmarc"`
	DKIM   map[string]bool   `json:"dkim"`   // selector: has a key
	Signed bool              `json:"signed"` // the resolver says that it validated the answer (DNSSEC)
	Errors map[string]string `json:"errors"` // type: why it is not known
}

// DMARC is the policy of a domain (RFC 7489).
type DMARC struct {
	Record    string `json:"record"`
	Policy    string `json:"policy"` // none, quarantine, reject
	Subdomain string `json:"subdomain_policy"`
	Percent   int    `json:"percent"`
}

// typeCAA is the type of certification authority authorisation (RFC 8659).
const typeCAA = dnsmessage.Type(257)

// Names asks a resolver (HOST:PORT; "" is that of the machine) about names, and
// about the keys of DKIM selectors below each. An error means that no resolver
// is known.
func Names(ctx context.Context, names, selectors []string, resolver string) (*DNS, error) {
	said := resolver
	if resolver == "" {
		var err error
		if resolver, err = machineResolver("/etc/resolv.conf"); err != nil {
			return nil, err
		}
		said = "of the machine"
	} else if _, _, err := net.SplitHostPort(resolver); err != nil {
		resolver = net.JoinHostPort(resolver, "53")
	}
	out := &DNS{Resolver: said}
	for _, name := range names {
		out.Names = append(out.Names, about(ctx, strings.TrimSuffix(name, "."), selectors, resolver))
	}
	return out, nil
}

func machineResolver(file string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", errors.New("this machine names no resolver; name one with resolver")
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if words := strings.Fields(lines.Text()); len(words) > 1 && words[0] == "nameserver" {
			return net.JoinHostPort(words[1], "53"), nil
		}
	}
	return "", errors.New("this machine names no resolver; name one with resolver")
}

func about(ctx context.Context, name string, selectors []string, resolver string) Name {
	n := Name{Name: name, DKIM: map[string]bool{}, Errors: map[string]string{}, Signed: true}
	for _, q := range []struct {
		label string
		kind  dnsmessage.Type
		to    *[]string
	}{
		{"A", dnsmessage.TypeA, &n.A}, {"AAAA", dnsmessage.TypeAAAA, &n.AAAA}, {"CNAME", dnsmessage.TypeCNAME, &n.CNAME}, {"MX", dnsmessage.TypeMX, &n.MX},
		{"NS", dnsmessage.TypeNS, &n.NS}, {"TXT", dnsmessage.TypeTXT, &n.TXT}, {"CAA", typeCAA, &n.CAA},
	} {
		values, signed, err := ask(ctx, name, q.kind, resolver)
		if err != nil {
			n.Errors[q.label] = briefDNS(err)
		}
		n.Signed = n.Signed && signed && err == nil
		*q.to = values
	}
	for _, text := range n.TXT {
		if strings.HasPrefix(strings.ToLower(text), "v=spf1") {
			n.SPF, n.All = text, ending(text)
		}
	}
	records, _, err := ask(ctx, "_dmarc."+name, dnsmessage.TypeTXT, resolver)
	if err != nil && !absent(err) {
		n.Errors["DMARC"] = briefDNS(err)
	}
	for _, text := range records {
		if strings.HasPrefix(strings.ToUpper(text), "V=DMARC1") {
			n.DMARC = parseDMARC(text)
		}
	}
	for _, s := range selectors {
		records, _, err := ask(ctx, s+"._domainkey."+name, dnsmessage.TypeTXT, resolver)
		if err != nil && !absent(err) {
			n.Errors["DKIM "+s] = briefDNS(err)
			continue
		}
		n.DKIM[s] = slices.ContainsFunc(records, func(t string) bool { return strings.Contains(t, "p=") && !strings.Contains(t+";", "p=;") })
	}
	return n
}

// ending says how SPF treats everybody else (RFC 7208, section 4.6.2).
func ending(record string) string {
	for _, word := range strings.Fields(record) {
		if mechanism := strings.TrimLeft(strings.ToLower(word), "+-~?"); mechanism == "all" {
			return map[byte]string{'-': "fail", '~': "softfail", '?': "neutral", '+': "pass", 'a': "pass", 'A': "pass"}[word[0]]
		}
	}
	return ""
}

func parseDMARC(text string) *DMARC {
	d := &DMARC{Record: text, Percent: 100}
	for part := range strings.SplitSeq(text, ";") {
		tag, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		value = strings.ToLower(strings.TrimSpace(value))
		switch strings.ToLower(strings.TrimSpace(tag)) {
		case "p":
			d.Policy = value
		case "sp":
			d.Subdomain = value
		case "pct":
			if n, err := strconv.Atoi(value); err == nil {
				d.Percent = n
			}
		}
	}
	if d.Subdomain == "" {
		d.Subdomain = d.Policy
	}
	return d
}

// rcodeError is an answer that says that there is none.
type rcodeError dnsmessage.RCode

func (e rcodeError) Error() string { return "the resolver answers " + dnsmessage.RCode(e).String() }

// absent reports whether an answer says that there is no such name.
func absent(err error) bool {
	var code rcodeError
	return errors.As(err, &code) && dnsmessage.RCode(code) == dnsmessage.RCodeNameError
}

func briefDNS(err error) string {
	var code rcodeError
	if errors.As(err, &code) {
		return map[dnsmessage.RCode]string{dnsmessage.RCodeNameError: "no such name", dnsmessage.RCodeServerFailure: "the resolver failed", dnsmessage.RCodeRefused: "the resolver refused"}[dnsmessage.RCode(code)]
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "time-out"
	}
	return brief(err)
}

// ask sends one question (RFC 1035), over UDP and, where the answer is cut off,
// over TCP. A name without records of the type yields none.
func ask(ctx context.Context, name string, kind dnsmessage.Type, resolver string) (values []string, signed bool, err error) {
	values = []string{}
	full, err := dnsmessage.NewName(name + ".")
	if err != nil {
		return values, false, errors.New("this is no domain name")
	}
	// The id need not be a secret: the answer is compared with the question, and
	// the socket is connected.
	id := uint16(len(name)*257 + int(kind))
	b := dnsmessage.NewBuilder(nil, dnsmessage.Header{ID: id, RecursionDesired: true, AuthenticData: true})
	b.EnableCompression()
	question := dnsmessage.Question{Name: full, Type: kind, Class: dnsmessage.ClassINET}
	err = errors.Join(b.StartQuestions(), b.Question(question), b.StartAdditionals())
	var edns dnsmessage.ResourceHeader
	err = errors.Join(err, edns.SetEDNS0(1232, dnsmessage.RCodeSuccess, false), b.OPTResource(edns, dnsmessage.OPTResource{}))
	query, failed := b.Finish()
	if err = errors.Join(err, failed); err != nil {
		return values, false, err
	}
	for _, network := range []string{"udp", "tcp"} {
		answer, err := exchange(ctx, network, resolver, query)
		if err != nil {
			return values, false, err
		}
		var truncated bool
		if values, signed, truncated, err = read(answer, id, question); err != nil || !truncated {
			return values, signed, err
		}
	}
	return values, false, errors.New("the answer is cut off")
}

// exchange sends a message and returns the answer.
func exchange(ctx context.Context, network, resolver string, query []byte) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout/2)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, network, resolver)
	if err != nil {
		return nil, err
	}
	defer func() { _ = conn.Close() }() // the answer was read, or not
	if at, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(at); err != nil {
			return nil, err
		}
	}
	if network == "tcp" {
		query = append(binary.BigEndian.AppendUint16(nil, uint16(len(query))), query...)
	}
	if _, err := conn.Write(query); err != nil {
		return nil, err
	}
	if network == "udp" {
		answer := make([]byte, 65535)
		n, err := conn.Read(answer)
		return answer[:n], err
	}
	var size [2]byte
	if _, err := io.ReadFull(conn, size[:]); err != nil {
		return nil, err
	}
	answer := make([]byte, binary.BigEndian.Uint16(size[:]))
	_, err = io.ReadFull(conn, answer)
	return answer, err
}

// read returns the records of the type that was asked for, sorted.
func read(answer []byte, id uint16, question dnsmessage.Question) (values []string, signed, truncated bool, err error) {
	values = []string{}
	var p dnsmessage.Parser
	h, err := p.Start(answer)
	if err != nil {
		return values, false, false, fmt.Errorf("the answer is broken: %w", err)
	}
	asked, err := p.AllQuestions()
	if err != nil || h.ID != id || !h.Response || len(asked) != 1 || asked[0].Type != question.Type || !strings.EqualFold(asked[0].Name.String(), question.Name.String()) {
		return values, false, false, errors.New("the answer is to another question")
	}
	if h.Truncated {
		return values, false, true, nil
	}
	if h.RCode != dnsmessage.RCodeSuccess {
		return values, h.AuthenticData, false, rcodeError(h.RCode)
	}
	for {
		r, err := p.AnswerHeader()
		if errors.Is(err, dnsmessage.ErrSectionDone) {
			break
		}
		if err != nil {
			return values, false, false, fmt.Errorf("the answer is broken: %w", err)
		}
		if r.Type != question.Type {
			if err := p.SkipAnswer(); err != nil {
				return values, false, false, fmt.Errorf("the answer is broken: %w", err)
			}
			continue
		}
		text, err := record(&p, r.Type)
		if err != nil {
			return values, false, false, fmt.Errorf("the answer is broken: %w", err)
		}
		values = append(values, text)
	}
	slices.Sort(values)
	return values, h.AuthenticData, false, nil
}

// record formats the next record as zone files do (RFC 1035, section 5).
func record(p *dnsmessage.Parser, kind dnsmessage.Type) (string, error) {
	switch kind {
	case dnsmessage.TypeA:
		r, err := p.AResource()
		return net.IP(r.A[:]).String(), err
	case dnsmessage.TypeAAAA:
		r, err := p.AAAAResource()
		return net.IP(r.AAAA[:]).String(), err
	case dnsmessage.TypeCNAME:
		r, err := p.CNAMEResource()
		return host(r.CNAME), err
	case dnsmessage.TypeNS:
		r, err := p.NSResource()
		return host(r.NS), err
	case dnsmessage.TypeMX:
		r, err := p.MXResource()
		return fmt.Sprintf("%d %s", r.Pref, host(r.MX)), err
	case dnsmessage.TypeTXT:
		r, err := p.TXTResource()
		return strings.Join(r.TXT, ""), err
	}
	r, err := p.UnknownResource()
	if err != nil {
		return "", err
	}
	if len(r.Data) < 2 || len(r.Data) < 2+int(r.Data[1]) {
		return "", errors.New("a CAA record is cut off")
	}
	n := 2 + int(r.Data[1])
	return fmt.Sprintf("%d %s %q", r.Data[0], r.Data[2:n], r.Data[n:]), nil
}

func host(n dnsmessage.Name) string { return strings.ToLower(strings.TrimSuffix(n.String(), ".")) }
