// Package vouch says who vouches for a document: it verifies the signatures
// that stand beside it, and whether those who made them may sign for it.
//
// It reads no file: keys, signatures and rules are arguments. A signature of
// somebody whom nobody listed counts for nothing, and one that is not right
// condemns what it stands beside.
package vouch

import (
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-site/candor/internal/decode"
	"github.com/candor-site/candor/internal/diag"
	"github.com/candor-site/candor/internal/signature"
	"github.com/candor-site/candor/internal/source"
	"github.com/candor-site/candor/internal/trust"
)

// Suffixes of signatures: they follow the name of what is signed.
const (
	Detached = ".sig"           // over the exact bytes, as openssl and cosign write it
	DSSE     = ".dsse.json"     // a DSSE envelope around the same Statement
	Sigstore = ".sigstore.json" // a Sigstore bundle of either
)

// Suffixes lists the suffixes.
var Suffixes = []string{Detached, DSSE, Sigstore}

// Rule says what one signer may sign for.
type Rule struct {
	ID       string
	Key      *signature.Key // nil for an identity
	Identity string
	Issuer   string
	Person   bool     // a person, not a program
	Evidence []string // patterns of evidence ids; empty: all
	Controls []string // ids of controls; empty: all
}

// Authority knows who may sign what. The zero Authority knows nobody.
type Authority struct {
	Rules []Rule
	Root  *signature.Root // whom identities are traced back to; nil: nobody
}

// Document is what is signed.
type Document struct {
	File      *source.File
	Statement *decode.Node // of an envelope; nil for another file, which is signed as it is
	Evidence  string       // id of the evidence that it is about
}

// Seal is what the signatures of a document say.
type Seal struct {
	Signers  []trust.Signature // programs first, each in the order of the site file
	Existed  time.Time         // when the world saw the signature
	Witness  string            // who says so
	Problems []trust.Problem
	Broken   bool // a signature is not right: the evidence is not used
}

// Signed reports whether somebody signed who may.
func (s Seal) Signed() bool { return len(s.Signers) > 0 }

// Verify verifies the signatures of a document. Diagnostics stand at the
// signature that is not right.
func (a Authority) Verify(d Document, signatures []*source.File) (out Seal, list diag.List) {
	var made []string
	by := map[string]*source.File{} // the first signature of each
	for _, f := range signatures {
		who, seen, err := a.read(d, f)
		var unknown *signature.Unknown
		switch {
		case errors.As(err, &unknown):
			out.Problems = append(out.Problems, trust.Problem{Code: "signer-unknown", Message: "the signature " + path.Base(f.Path) + " does not count: " + err.Error()})
		case err != nil:
			out.Broken = true
			list.Add(diag.Errorf(diag.SignatureInvalid, source.NewFile(f.Path, nil).Whole(), "the signature of %s is not right: %v", path.Base(d.File.Path), err).
				Hinted("sign the file as it is now, or restore the bytes that were signed"))
		}
		made = append(made, who...)
		for _, id := range who {
			if by[id] == nil {
				by[id] = f
			}
		}
		if !seen.At.IsZero() && (out.Existed.IsZero() || seen.At.Before(out.Existed)) {
			out.Existed, out.Witness = seen.At, seen.By
		}
	}
	for _, r := range a.Rules {
		if slices.Contains(made, r.ID) {
			out.admit(r, d.Evidence, by[r.ID])
		}
	}
	slices.SortStableFunc(out.Signers, func(x, y trust.Signature) int {
		if x.Person == y.Person {
			return 0
		}
		if y.Person {
			return -1
		}
		return 1
	})
	return out, list
}

// signers returns who may sign.
func (a Authority) signers() []signature.Signer {
	out := make([]signature.Signer, 0, len(a.Rules))
	for _, r := range a.Rules {
		out = append(out, signature.Signer{ID: r.ID, Key: r.Key, Identity: r.Identity, Issuer: r.Issuer})
	}
	return out
}

// read verifies one signature and returns who made it.
func (a Authority) read(d Document, f *source.File) (made []string, seen signature.Seen, err error) {
	var payload []byte
	switch {
	case strings.HasSuffix(f.Path, Detached):
		made, err = signature.Detached(d.File.Data, f.Data, a.signers())
	case strings.HasSuffix(f.Path, Sigstore):
		payload, made, seen, err = signature.Bundle(d.File.Data, f.Data, a.signers(), a.Root)
	default:
		payload, made, err = signature.DSSE(f.Data, a.signers())
	}
	if payload != nil {
		if differs := compare(d.Statement, payload, f.Path); differs != nil {
			return nil, signature.Seen{}, differs
		}
	}
	return made, seen, err
}

// admit takes a signature into account if its signer may sign for the evidence.
func (s *Seal) admit(r Rule, id string, f *source.File) {
	may := len(r.Evidence) == 0 || slices.ContainsFunc(r.Evidence, func(pattern string) bool {
		ok, err := path.Match(pattern, id)
		return ok && err == nil
	})
	if !may {
		s.Problems = append(s.Problems, trust.Problem{Code: "signer-not-allowed", Message: "candor.yaml does not let " + r.ID + " sign for " + id})
		return
	}
	made := trust.Signature{Signer: r.ID, Person: r.Person, Controls: r.Controls, Identity: r.Identity, Issuer: r.Issuer}
	for _, suffix := range Suffixes {
		if strings.HasSuffix(f.Path, suffix) {
			made.Form = suffix
		}
	}
	made.Base64 = made.Form == Detached && signature.IsBase64(f.Data)
	if r.Key != nil {
		made.Key, made.Scheme = r.Key.PEM(), r.Key.Scheme()
	}
	s.Signers = append(s.Signers, made)
}

// compare says how the Statement that was signed differs from the envelope, or
// nil. Tools write the Statement anew, with another version of its type and
// more subjects; what it says of this file must be the same.
func compare(statement *decode.Node, payload []byte, name string) error {
	if statement == nil {
		return errors.New("a record is signed as it is, with " + Detached)
	}
	n, list := decode.JSON(source.NewFile(name, payload), decode.Config)
	if n == nil || list.HasErrors() {
		return errors.New("what was signed is no Statement")
	}
	const family = "https://in-toto.io/Statement/"
	switch {
	case !strings.HasPrefix(scalar(n.Get("_type")), family):
		return errors.New("what was signed is no in-toto Statement")
	case scalar(n.Get("predicateType")) != scalar(statement.Get("predicateType")), !same(n.Get("predicate"), statement.Get("predicate")):
		return errors.New("the Statement that was signed says something else than the envelope")
	}
	for _, s := range itemsOf(statement.Get("subject")) {
		digest := scalar(s.Get("digest").Get("sha256"))
		if !slices.ContainsFunc(itemsOf(n.Get("subject")), func(x *decode.Node) bool { return scalar(x.Get("digest").Get("sha256")) == digest }) {
			return errors.New("the Statement that was signed is about another file")
		}
	}
	return nil
}

func scalar(n *decode.Node) string {
	if n == nil {
		return ""
	}
	return n.Scalar
}

func itemsOf(n *decode.Node) []*decode.Node {
	if n == nil {
		return nil
	}
	return n.Items
}

// same reports whether two trees hold the same values, whatever the order of
// their keys and the spelling of their numbers.
func same(a, b *decode.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	number := func(n *decode.Node) bool { return n.Kind == decode.Int || n.Kind == decode.Float }
	if number(a) && number(b) && (a.Kind == decode.Float || b.Kind == decode.Float) {
		x, errX := strconv.ParseFloat(a.Scalar, 64)
		y, errY := strconv.ParseFloat(b.Scalar, 64)
		return errX == nil && errY == nil && x == y
	}
	if a.Kind != b.Kind || a.Scalar != b.Scalar || len(a.Items) != len(b.Items) || len(a.Fields) != len(b.Fields) {
		return false
	}
	for i := range a.Items {
		if !same(a.Items[i], b.Items[i]) {
			return false
		}
	}
	for _, f := range a.Fields {
		if other := b.Get(f.Key); other == nil || !same(f.Value, other) {
			return false
		}
	}
	return true
}
