package amend

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
)

// token is one token of a part with the bytes that it stands in.
type token struct {
	xml.Token
	from, to int64
}

// scan reads tokens one after the other, without names resolved: what is written
// back must be written as it was.
type scan struct {
	dec  *xml.Decoder
	open []xml.Name // elements that have started
}

func newScan(data []byte) *scan {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = true
	return &scan{dec: dec}
}

// next returns the next token, or io.EOF.
func (s *scan) next() (token, error) {
	from := s.dec.InputOffset()
	t, err := s.dec.RawToken()
	if errors.Is(err, io.EOF) && len(s.open) > 0 {
		return token{}, io.ErrUnexpectedEOF
	}
	if err != nil {
		return token{}, err
	}
	switch e := t.(type) {
	case xml.Directive:
		return token{}, errDeclared
	case xml.StartElement:
		s.open = append(s.open, e.Name)
	case xml.EndElement:
		n := len(s.open) - 1
		if n < 0 || s.open[n] != e.Name {
			return token{}, fmt.Errorf("the element %s ends where it did not start", tag(e.Name))
		}
		s.open = s.open[:n]
	}
	return token{t, from, s.dec.InputOffset()}, nil
}

// plain refuses a document type, wherever it stands.
func plain(data []byte) error {
	s := newScan(data)
	for {
		switch _, err := s.next(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// attr returns an attribute without a prefix.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Space == "" && a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// tag writes the name of an element as it stands in the document.
func tag(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}
