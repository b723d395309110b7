package source

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest is the lower-case hexadecimal SHA-256 of some bytes, 64 characters.
type Digest string

// DigestOf returns the SHA-256 digest of b.
func DigestOf(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(hex.EncodeToString(sum[:]))
}

// Short returns the first 12 characters, for people.
func (d Digest) Short() string {
	if len(d) < 12 {
		return string(d)
	}
	return string(d[:12])
}
