package shelf;

import java.util.*;
import java.util.function.Function;
import static java.util.stream.Collectors.toList;

/** A shelf of books: Java 21 syntax in one file. */
@SuppressWarnings({"unchecked", "rawtypes"})
public sealed abstract class Modern<T extends Comparable<? super T>> implements Iterable<T> permits Modern.Small {
    public static final int MAX_BOOKS = 1_000, MIN_BOOKS = 0b1;
    private final Map<String, T> books = new HashMap<>();
    protected volatile long count;

    /** A point. */
    public record Point<N extends Number>(N x, N y) implements Comparable<Point<N>> {
        public Point {
            if (x == null || y == null) throw new IllegalArgumentException("null");
        }

        @Override
        public int compareTo(Point<N> other) {
            return Double.compare(x.doubleValue(), other.x.doubleValue());
        }
    }

    public enum Genre {
        FICTION("made up") {
            @Override
            boolean isTrue() {
                return false;
            }
        },
        HISTORY("not made up");

        private final String text;

        Genre(String text) {
            this.text = text;
        }

        boolean isTrue() {
            return true;
        }
    }

    public @interface Marked {
        String value() default "";

        int[] numbers() default {1, 2};
    }

    public interface Reader<A, B> extends Function<A, B> {
        int LIMIT = 3;

        B read(A from) throws Exception;

        default B orNull(A from) {
            try {
                return read(from);
            } catch (IllegalStateException | UnsupportedOperationException e) {
                return null;
            } catch (final Exception e) {
                throw new RuntimeException(e);
            } finally {
                System.out.println();
            }
        }

        private static void hidden() {}
    }

    static final class Small<T extends Comparable<? super T>> extends Modern<T> {
        @Override
        public Iterator<T> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return false;
                }

                @Override
                public T next() {
                    throw new NoSuchElementException();
                }
            };
        }
    }

    public Modern() {
        super();
    }

    public <R> List<R> map(Function<? super T, ? extends R> apply, T... more) throws IllegalStateException {
        var result = new ArrayList<R>();
        outer:
        for (T one : books.values()) {
            for (int i = 0, j = 10; i < j; i++, j--) {
                if (i == 3 && j > 2) continue outer;
            }
            do {
                result.add(apply.apply(one));
            } while (result.size() < 0);
        }
        synchronized (this) {
            count += more.length > 0 ? 1 : -1;
        }
        return result.stream().filter(Objects::nonNull).map(x -> (R) x).collect(toList());
    }

    protected String describe(Object value) {
        String text = """
            Some "text" \
            over lines: %s
            """.formatted(value);
        if (value instanceof Point<?>(var x, var y) && x != y) return text;
        if (!(value instanceof String s)) return "";
        return switch (value) {
            case null -> "nothing";
            case Integer i when i > 10 -> "large";
            case Point<?>(Integer x, _) -> "point";
            case String t -> {
                int[][] grid = new int[3][];
                yield t + grid[0].length + s;
            }
            default -> throw new AssertionError();
        };
    }

    int old(int day) {
        switch (day) {
            case 1:
            case 7:
                return 'a';
            default:
                assert day > 0 : "positive";
        }
        try (var in = new Scanner(System.in); in) {
            return in.nextInt() >>> 2;
        }
    }
}
