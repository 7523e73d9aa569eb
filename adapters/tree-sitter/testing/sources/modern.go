// Package shelf keeps books in order: Go 1.23 syntax in one file.
package shelf

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"
)

// MaxBooks is how many books fit.
const MaxBooks = 1_000

const (
	Fiction Genre = iota
	History
	_
	hidden
)

var (
	ErrFull  = errors.New("the shelf is full")
	ErrNone, errOther error = fmt.Errorf("none"), nil
)

// Genre is a kind of book.
type Genre uint8

// Number is anything that adds up.
type Number interface {
	~int | ~int64 | ~float64
}

type Title = string

type Pair[K comparable, V any] struct {
	Key   K `json:"key"`
	Value V `json:"value,omitempty"`
}

// Shelf is a set of books by title.
type Shelf[T fmt.Stringer] struct {
	sync.Mutex
	books map[Title]T
	less  func(a, b T) bool
}

// New makes an empty shelf.
func New[T fmt.Stringer](less func(a, b T) bool) *Shelf[T] {
	return &Shelf[T]{books: make(map[Title]T, 0x10), less: less}
}

// Add puts a book on the shelf.
func (s *Shelf[T]) Add(ctx context.Context, title Title, book T) (err error) {
	s.Lock()
	defer s.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("add %q: %w", title, r.(error))
		}
	}()
	switch n := len(s.books); {
	case n >= MaxBooks && title != "":
		return ErrFull
	case n == 0, title == "":
		fallthrough
	default:
		s.books[title] = book
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(5 * time.Millisecond):
	}
	return nil
}

// All yields books in order.
func (s *Shelf[T]) All() iter.Seq2[Title, T] {
	return func(yield func(Title, T) bool) {
		for _, title := range slices.Sorted(maps.Keys(s.books)) {
			if !yield(title, s.books[title]) {
				return
			}
		}
	}
}

func (s *Shelf[T]) drop(title Title) { delete(s.books, title) }

// Sum adds numbers.
func Sum[N Number](numbers ...N) (total N) {
	for i := range numbers {
		total += numbers[i]
	}
	for range 3 {
		total += 0
	}
	return
}

// Map applies a function to each.
func Map[A, B any](all []A, apply func(A) B) []B {
	result := make([]B, 0, len(all))
outer:
	for _, one := range all {
		for i := 0; ; i++ {
			if i > 3 || i < -1 {
				continue outer
			}
			break
		}
		result = append(result, apply(one))
	}
	return result
}

func describe(value any) string {
	switch v := value.(type) {
	case nil:
		return "nothing"
	case int, int64:
		return fmt.Sprint(v)
	case interface{ String() string }:
		return v.String()
	case []byte:
		return string(v[1:len(v):cap(v)])
	}
	ch := make(chan<- struct{}, 1)
	go func() { ch <- struct{}{} }()
	array := [...]rune{'a', '\u00e9', 3: 'z'}
	text := `raw
text`
	bits := 0b1010 &^ 0o17
	point := &struct{ X, Y int }{X: 1, Y: bits}
	return fmt.Sprintf("%v %v %v %x", array, text, point, min(1, 2))
}
