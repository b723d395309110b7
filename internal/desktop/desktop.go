// Package desktop opens an address in the browser of whoever sits at this
// machine.
//
// It runs the one program that the system has for that, and nothing else. Where
// there is no desktop it does nothing.
package desktop

import (
	"errors"
	"os/exec"
	"strings"
)

// ErrNone says that nobody sits at this machine as far as can be told.
var ErrNone = errors.New("there is no desktop")

// Open opens an address of this machine, http://127.0.0.1:8080/ or the like.
// system is the name of the operating system as Go knows it.
func Open(address, system string, getenv func(string) string) error {
	if !strings.HasPrefix(address, "http://") {
		return errors.New("the address does not start with http://")
	}
	words := opener(system, getenv)
	if words == nil {
		return ErrNone
	}
	if _, err := exec.LookPath(words[0]); err != nil {
		return ErrNone
	}
	cmd := exec.Command(words[0], append(words[1:], address)...)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // how a browser ends is its own affair
	return nil
}

// opener is the command that opens an address, nil without a desktop.
func opener(system string, getenv func(string) string) []string {
	switch {
	case getenv("CI") != "" || getenv("SSH_CONNECTION") != "":
		return nil
	case system == "darwin":
		return []string{"open"}
	case system == "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler"}
	case getenv("DISPLAY") != "" || getenv("WAYLAND_DISPLAY") != "":
		return []string{"xdg-open"}
	}
	return nil
}
