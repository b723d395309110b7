// Package signature verifies who signed a document: with detached signatures,
// DSSE envelopes and Sigstore bundles, against keys and identities that the site lists.
//
// It signs nothing, trusts no key that it was not given, reads no file and
// opens no connection.
package signature

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Signer is somebody who may sign: the holder of a private key, or whoever can
// prove an identity to an issuer.
type Signer struct {
	ID       string // as the site calls it
	Key      *Key   // nil for an identity
	Identity string
	Issuer   string
}

// Unknown says that a signature may be right, but that nobody whom the site
// lists made it.
type Unknown struct{ Reason string }

// Error returns the reason.
func (u *Unknown) Error() string { return u.Reason }

// errNone is for signatures that no listed key made.
var errNone = errors.New("it was made with none of the keys that candor.yaml lists, or over other bytes")

// Detached verifies a signature over the exact bytes of a document and returns
// the ids of the signers whose keys made it. The signature is raw, as openssl
// writes it, or in Base64, as cosign does. Where no signer is given, the error
// is an *Unknown; any other error says that the signature is not right.
func Detached(document, signature []byte, signers []Signer) ([]string, error) {
	if len(signers) == 0 {
		return nil, &Unknown{"candor.yaml lists no signers"}
	}
	forms := [][]byte{signature}
	if raw, ok := base64Of(signature); ok {
		forms = append(forms, raw)
	}
	var made []string
	for _, s := range signers {
		if s.Key != nil && slices.ContainsFunc(forms, func(sig []byte) bool { return s.Key.Verify(document, sig) }) {
			made = append(made, s.ID)
		}
	}
	if len(made) == 0 {
		return nil, errNone
	}
	return made, nil
}

// IsBase64 reports whether a detached signature is written in Base64.
func IsBase64(signature []byte) bool {
	_, ok := base64Of(signature)
	return ok
}

func base64Of(signature []byte) ([]byte, bool) {
	return fromBase64(strings.TrimSpace(string(signature)))
}

// fault is an error about what a file holds.
func fault(format string, args ...any) error { return fmt.Errorf(format, args...) }
