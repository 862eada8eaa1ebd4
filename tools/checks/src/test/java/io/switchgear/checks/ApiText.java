// SPDX-License-Identifier: Apache-2.0
package io.switchgear.checks;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users of some classes can see, as text: a line for each public or protected type and member, sorted. */
final class ApiText {
    private static final int SHOWN =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;

    private static final Set<String> EVERY_OBJECT_HAS = Set.of("equals", "hashCode", "toString");

    private ApiText() {}

    static List<String> of(List<Class<?>> types) {
        List<String> lines = new ArrayList<>();
        types.stream()
                .filter(ApiText::isApi)
                .sorted(Comparator.comparing(Class::getName))
                .forEach(type -> {
                    lines.add(line(type));
                    membersOf(type)
                            .map(member -> "    " + member)
                            .sorted()
                            .distinct()
                            .forEach(lines::add);
                });
        return lines;
    }

    private static boolean isApi(Class<?> type) {
        if (type.isSynthetic() || type.isAnonymousClass() || type.isLocalClass() || !isVisible(type.getModifiers())) {
            return false;
        }
        return type.getEnclosingClass() == null || isApi(type.getEnclosingClass());
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String line(Class<?> type) {
        StringBuilder line = new StringBuilder(Modifier.toString(type.getModifiers() & SHOWN & ~hiddenOf(type)));
        // Constants with a body make an enum sealed: nothing that a user could notice.
        line.append(type.isSealed() && !type.isEnum() ? " sealed " : " ").append(kindOf(type));
        line.append(' ').append(TypeText.of(type)).append(TypeText.parameters(type));
        if (type.getSuperclass() != null
                && !type.isEnum()
                && !type.isRecord()
                && type.getSuperclass() != Object.class) {
            line.append(" extends ").append(TypeText.of(type.getAnnotatedSuperclass()));
        }
        if (type.getInterfaces().length > 0) {
            line.append(type.isInterface() ? " extends " : " implements ");
            line.append(Arrays.stream(type.getAnnotatedInterfaces())
                    .map(TypeText::of)
                    .sorted()
                    .collect(Collectors.joining(", ")));
        }
        return line.toString();
    }

    /** What every type of this kind is. */
    private static int hiddenOf(Class<?> type) {
        if (type.isInterface()) {
            return Modifier.ABSTRACT | Modifier.STATIC;
        }
        if (type.isRecord()) {
            return Modifier.FINAL | Modifier.STATIC;
        }
        return type.isEnum() ? Modifier.ABSTRACT | Modifier.FINAL | Modifier.STATIC : 0;
    }

    private static String kindOf(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        if (type.isInterface()) {
            return "interface";
        }
        if (type.isRecord()) {
            return "record";
        }
        return type.isEnum() ? "enum" : "class";
    }

    /** Its own members, and those that it has from types that are not API themselves. */
    private static Stream<String> membersOf(Class<?> type) {
        Stream<String> own = Stream.of(
                        Arrays.stream(type.getDeclaredFields())
                                .filter(field -> isVisible(field.getModifiers()) && !field.isSynthetic())
                                .map(ApiText::line),
                        Arrays.stream(type.getDeclaredConstructors())
                                .filter(constructor -> isVisible(constructor.getModifiers()))
                                .filter(constructor -> !constructor.isSynthetic())
                                .map(ApiText::line),
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> isVisible(method.getModifiers()) && !method.isSynthetic())
                                .filter(method -> !EVERY_OBJECT_HAS.contains(method.getName()))
                                .map(ApiText::line))
                .flatMap(lines -> lines);
        Stream<Class<?>> parents =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(
                own,
                parents.filter(parent -> !isApi(parent))
                        .flatMap(ApiText::membersOf)
                        .filter(member -> !member.contains(" new(")));
    }

    private static String line(Field field) {
        return field.isEnumConstant()
                ? "constant " + field.getName()
                : modifiers(field.getModifiers()) + TypeText.of(field.getAnnotatedType()) + " " + field.getName();
    }

    private static String line(Constructor<?> constructor) {
        return modifiers(constructor.getModifiers()) + generics(constructor) + "new" + signature(constructor);
    }

    private static String line(Method method) {
        return modifiers(method.getModifiers())
                + (method.isDefault() ? "default " : "")
                + generics(method)
                + TypeText.of(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + signature(method);
    }

    private static String modifiers(int modifiers) {
        return Modifier.toString(modifiers & SHOWN) + " ";
    }

    private static String generics(Executable member) {
        String parameters = TypeText.parameters(member);
        return parameters.isEmpty() ? "" : parameters + " ";
    }

    private static String signature(Executable member) {
        String parameters = Arrays.stream(member.getAnnotatedParameterTypes())
                .map(TypeText::of)
                .collect(Collectors.joining(", "));
        if (member.isVarArgs()) {
            parameters = parameters.replaceFirst("\\[]$", "...");
        }
        String thrown = Arrays.stream(member.getAnnotatedExceptionTypes())
                .map(TypeText::of)
                .sorted()
                .collect(Collectors.joining(", "));
        return "(" + parameters + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
    }
}
