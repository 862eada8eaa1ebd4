// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types as one would write them, with what may be null; written here, as what the JDK writes varies with its version. */
final class TypeText {
    private TypeText() {}

    /** Names of java.lang go without the package. */
    static String of(Class<?> type) {
        return type.getCanonicalName().replaceFirst("^java\\.lang\\.(?=\\w+$)", "");
    }

    static String of(AnnotatedType type) {
        if (type instanceof AnnotatedArrayType array) {
            String brackets = isNullable(array) ? " @Nullable []" : "[]";
            return of(array.getAnnotatedGenericComponentType()) + brackets;
        }
        return (isNullable(type) ? "@Nullable " : "") + withoutAnnotation(type);
    }

    /** The type parameters of a class or method: {@code <T extends Number>}, or nothing. */
    static String parameters(GenericDeclaration declaration) {
        return declaration.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(declaration.getTypeParameters())
                        .map(TypeText::declared)
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String declared(TypeVariable<?> parameter) {
        String bounds = bounds(parameter.getAnnotatedBounds(), " & ");
        return bounds.isEmpty() ? parameter.getName() : parameter.getName() + " extends " + bounds;
    }

    private static String withoutAnnotation(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            Class<?> raw = (Class<?>) ((ParameterizedType) parameterized.getType()).getRawType();
            return Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                    .map(TypeText::of)
                    .collect(Collectors.joining(", ", of(raw) + "<", ">"));
        }
        if (type instanceof AnnotatedTypeVariable variable) {
            return ((TypeVariable<?>) variable.getType()).getName();
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            if (wildcard.getAnnotatedLowerBounds().length > 0) {
                return "? super " + of(wildcard.getAnnotatedLowerBounds()[0]);
            }
            String bounds = bounds(wildcard.getAnnotatedUpperBounds(), " & ");
            return bounds.isEmpty() ? "?" : "? extends " + bounds;
        }
        return of((Class<?>) type.getType());
    }

    /** Nothing for the bound that is there anyway. */
    private static String bounds(AnnotatedType[] bounds, String separator) {
        String text = Arrays.stream(bounds).map(TypeText::of).collect(Collectors.joining(separator));
        return text.equals("Object") ? "" : text;
    }

    private static boolean isNullable(AnnotatedElement element) {
        return element.isAnnotationPresent(Nullable.class);
    }
}
