package signature

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
)

// minRSA is the least length of an RSA key, in bits (NIST SP 800-131A).
const minRSA = 2048

// Key is a public key: Ed25519, ECDSA over P-256 or P-384, or RSA.
type Key struct {
	public      crypto.PublicKey
	fingerprint string
}

// ParseKey reads one public key in PEM (RFC 7468, SubjectPublicKeyInfo).
func ParseKey(text []byte) (*Key, error) {
	block, rest := pem.Decode(text)
	switch {
	case block == nil:
		return nil, errors.New("this is no public key in PEM, which starts with -----BEGIN PUBLIC KEY-----")
	case block.Type != "PUBLIC KEY":
		return nil, fault("this is a PEM block %q, expected \"PUBLIC KEY\"", block.Type)
	}
	if more, _ := pem.Decode(rest); more != nil {
		return nil, errors.New("this holds more than one key; give each signer its own")
	}
	public, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, errors.New("this public key cannot be decoded")
	}
	switch k := public.(type) {
	case ed25519.PublicKey:
	case *ecdsa.PublicKey:
		if k.Curve != elliptic.P256() && k.Curve != elliptic.P384() {
			return nil, fault("this is an ECDSA key over %s, expected P-256 or P-384", k.Curve.Params().Name)
		}
	case *rsa.PublicKey:
		if k.N.BitLen() < minRSA {
			return nil, fault("this RSA key has %d bits, expected at least %d", k.N.BitLen(), minRSA)
		}
	default:
		return nil, errors.New("this is neither an Ed25519 nor an ECDSA nor an RSA key")
	}
	sum := sha256.Sum256(block.Bytes)
	return &Key{public: public, fingerprint: hex.EncodeToString(sum[:])}, nil
}

// Fingerprint returns the SHA-256 digest of the key's DER encoding, in
// hexadecimal: the key id that sigstore and in-toto use.
func (k *Key) Fingerprint() string { return k.fingerprint }

// PEM returns the key as ParseKey reads it.
func (k *Key) PEM() string {
	der, err := x509.MarshalPKIXPublicKey(k.public)
	if err != nil {
		return "" // it was parsed from this form
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

// Scheme names what Verify does with the key: ed25519, ecdsa-p256, ecdsa-p384
// or rsa-pss.
func (k *Key) Scheme() string {
	switch public := k.public.(type) {
	case ed25519.PublicKey:
		return "ed25519"
	case *ecdsa.PublicKey:
		if public.Curve == elliptic.P384() {
			return "ecdsa-p384"
		}
		return "ecdsa-p256"
	}
	return "rsa-pss"
}

// Verify reports whether a signature over a message was made with the key:
// Ed25519 (RFC 8032), ECDSA in ASN.1 over SHA-256 (P-256) or SHA-384 (P-384),
// RSASSA-PSS over SHA-256 with a salt of any length.
func (k *Key) Verify(message, signature []byte) bool {
	sum := sha256.Sum256(message)
	switch public := k.public.(type) {
	case ed25519.PublicKey:
		return ed25519.Verify(public, message, signature)
	case *ecdsa.PublicKey:
		if public.Curve == elliptic.P384() {
			long := sha512.Sum384(message)
			return ecdsa.VerifyASN1(public, long[:], signature)
		}
		return ecdsa.VerifyASN1(public, sum[:], signature)
	case *rsa.PublicKey:
		return rsa.VerifyPSS(public, crypto.SHA256, sum[:], signature, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthAuto}) == nil
	}
	return false
}
