package shape

import (
	"encoding/base64"
	"fmt"
	"strings"
)

// Base64 decodes RFC 4648 base64 of either alphabet, padded or not.
func Base64(text string) ([]byte, error) {
	text = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/", "\n", "", "\r", "").Replace(strings.TrimSpace(text)), "=")
	data, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("the base64 is broken")
	}
	return data, nil
}
