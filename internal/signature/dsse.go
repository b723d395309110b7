package signature

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
)

// StatementType is the payload type of an in-toto Statement.
const StatementType = "application/vnd.in-toto+json"

// most is the number of signatures that are looked at in one envelope.
const most = 32

// dsse is an envelope of signatures around a payload
// (https://github.com/secure-systems-lab/dsse, envelope.md, v1).
type dsse struct {
	PayloadType string          `json:"payloadType"`
	Payload     string          `json:"payload"`
	Signatures  []dsseSignature `json:"signatures"`
}

type dsseSignature struct {
	KeyID string `json:"keyid"`
	Sig   string `json:"sig"`
}

// DSSE verifies a DSSE envelope whose payload is an in-toto Statement. It
// returns the payload and the ids of the signers whose keys signed it. The
// error is an *Unknown where every signature names a key that nobody has who is
// listed, or nobody is; any other error says that the envelope is not right.
func DSSE(envelope []byte, signers []Signer) (payload []byte, made []string, err error) {
	var e dsse
	if err := decode(envelope, &e); err != nil {
		return nil, nil, err
	}
	if e.PayloadType != StatementType {
		return nil, nil, fault("the payload type is %q, expected %q", e.PayloadType, StatementType)
	}
	payload, ok := fromBase64(e.Payload)
	if !ok || len(payload) == 0 {
		return nil, nil, fault("the payload is not in Base64, or empty")
	}
	made, err = e.verify(PAE(e.PayloadType, payload), signers)
	return payload, made, err
}

// verify finds who made the signatures over a message.
func (e *dsse) verify(message []byte, signers []Signer) ([]string, error) {
	if len(e.Signatures) == 0 || len(e.Signatures) > most {
		return nil, fault("it holds %d signatures, expected 1 to %d", len(e.Signatures), most)
	}
	var made []string
	stranger := ""
	strangers := 0
	for i, s := range e.Signatures {
		sig, ok := fromBase64(s.Sig)
		if !ok {
			return nil, fault("signature %d is not in Base64", i+1)
		}
		named := false
		for _, one := range signers {
			if one.Key == nil {
				continue
			}
			if one.Key.Verify(message, sig) {
				made = append(made, one.ID)
			}
			named = named || s.KeyID == one.ID || s.KeyID == one.Key.Fingerprint()
		}
		if s.KeyID != "" && !named {
			stranger, strangers = s.KeyID, strangers+1
		}
	}
	switch {
	case len(made) > 0:
		return made, nil
	case len(signers) == 0:
		return nil, &Unknown{"candor.yaml lists no signers"}
	case strangers == len(e.Signatures):
		return nil, &Unknown{fmt.Sprintf("candor.yaml lists no signer with the key %q", excerpt(stranger))}
	}
	return nil, errNone
}

// PAE is what a DSSE signature is made over: type and payload with their
// lengths, so that neither can be taken for a part of the other.
func PAE(payloadType string, payload []byte) []byte {
	return fmt.Appendf(nil, "DSSEv1 %d %s %d %s", len(payloadType), payloadType, len(payload), payload)
}

// decode reads one JSON document and nothing behind it.
func decode(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(into); err != nil {
		return fault("it is no JSON document of the form that is expected: it is cut off, or something else")
	}
	if _, err := d.Token(); err != io.EOF {
		return fault("something stands behind the JSON document")
	}
	return nil
}

// fromBase64 decodes the standard or the URL alphabet, with padding or without.
func fromBase64(text string) ([]byte, bool) {
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if data, err := encoding.DecodeString(text); err == nil {
			return data, true
		}
	}
	return nil, false
}

// excerpt shortens what a stranger wrote.
func excerpt(text string) string {
	const longest = 80
	if len(text) > longest {
		return text[:longest] + "..."
	}
	return text
}
